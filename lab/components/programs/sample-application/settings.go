package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

type settings struct {
	identity
	port, healthPort             int
	protocol, healthPath         string
	startDelay, stopDelay, grace time.Duration
}

// Reads the environment; the error lists everything that is wrong with it.
func read(get func(string) string) (settings, error) {
	var wrong []error
	number := func(name string, otherwise, least, most int) int {
		text := get(name)
		if text == "" {
			return otherwise
		}
		value, err := strconv.Atoi(text)
		if err != nil || value < least || value > most {
			wrong = append(wrong, fmt.Errorf("%s = '%s': allowed is a whole number from %d to %d", name, text, least, most))
		}
		return value
	}
	delay := func(name string, otherwise int) time.Duration {
		return time.Duration(number(name, otherwise, 0, 3_600_000)) * time.Millisecond
	}
	read := settings{
		identity:   identity{site: get("LAB_SITE"), host: get("LAB_HOST")},
		port:       number("PORT", 8080, 1, 65535),
		protocol:   strings.ToUpper(get("PROTOCOL")),
		healthPath: get("HEALTH_PATH"),
		startDelay: delay("START_DELAY_MS", 0),
		stopDelay:  delay("STOP_DELAY_MS", 0),
		grace:      delay("GRACE_MS", defaultGrace),
	}
	read.healthPort = number("HEALTH_PORT", read.port, 1, 65535)
	if read.protocol == "" {
		read.protocol = "TCP"
	}
	if !slices.Contains([]string{"TCP", "UDP"}, read.protocol) {
		wrong = append(wrong, fmt.Errorf("PROTOCOL = '%s': allowed are TCP, UDP", get("PROTOCOL")))
	}
	// A pod's host name is its own name.
	read.pod, _ = os.Hostname()
	return read, errors.Join(wrong...)
}

// Ports that answer HTTP: a UDP service's health is asked over TCP.
func (s settings) webPorts() []int {
	if s.protocol == "UDP" || s.healthPort == s.port {
		return []int{s.healthPort}
	}
	return []int{s.port, s.healthPort}
}
