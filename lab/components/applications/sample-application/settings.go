package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"anycast-mec/lab/components/applications/identity"
)

type settings struct {
	identity.Identity
	ports                        []port
	startDelay, stopDelay, grace time.Duration
}

// A port, and what is spoken there.
type port struct {
	// Address to listen at; none: all of the host.
	Address  string `json:"address,omitempty"`
	Port     int    `json:"port"`
	Protocol string `json:"protocol"`
	Speaks   string `json:"speaks"`
	// Records in an answer of DNS; 0 is 1.
	Answers int `json:"answers,omitempty"`
	// Paths of HTTP at which the port is asked whether it is healthy; none: it is not asked by HTTP.
	Health []string `json:"health,omitempty"`
}

// What can be spoken over each transport, by name.
var speakers = map[string]map[string]func(*application, port) (server, error){
	"TCP": {"http": listenHTTP, "https": listenHTTPS, "dns": listenNames, "mqtt": listenMQTT, "mqtts": listenMQTTS},
	"UDP": {"echo": listenEcho, "h3": listenHTTP3, "dns": listenNames},
}

// Most records that fit an answer in 512 octets beside the question (RFC 1035, section 2.3.4).
const mostAnswers = 8

func (p port) at() string {
	return net.JoinHostPort(p.Address, strconv.Itoa(p.Port))
}

// Reads the environment; the error lists everything that is wrong with it.
func read(get func(string) string) (settings, error) {
	var wrong []error
	delay := func(name string, otherwise int) time.Duration {
		value, text := otherwise, get(name)
		if text != "" {
			var err error
			if value, err = strconv.Atoi(text); err != nil || value < 0 || value > 3_600_000 {
				wrong = append(wrong, fmt.Errorf("%s = '%s': allowed is a whole number from 0 to 3600000", name, text))
			}
		}
		return time.Duration(value) * time.Millisecond
	}
	read := settings{
		Identity:   identity.Identity{Site: get("LAB_SITE"), Host: get("LAB_HOST")},
		ports:      []port{{Port: 8080, Protocol: "TCP", Speaks: "http"}},
		startDelay: delay("START_DELAY_MS", 0),
		stopDelay:  delay("STOP_DELAY_MS", 0),
		grace:      delay("GRACE_MS", defaultGrace),
	}
	if text := get("LAB_PORTS"); text != "" {
		read.ports = nil
		if err := json.Unmarshal([]byte(text), &read.ports); err != nil {
			wrong = append(wrong, fmt.Errorf("LAB_PORTS = '%s': %w", text, err))
		}
	}
	for _, port := range read.ports {
		wrong = append(wrong, port.refuse()...)
	}
	// A pod's host name is its own name. Elsewhere the start tells a process from the one before it.
	read.Pod = get("LAB_POD")
	if read.Pod == "" {
		read.Pod, _ = os.Hostname()
	}
	return read, errors.Join(wrong...)
}

func (p port) refuse() (wrong []error) {
	if p.Port < 1 || p.Port > 65535 {
		wrong = append(wrong, fmt.Errorf("LAB_PORTS: port %d: allowed is a whole number from 1 to 65535", p.Port))
	}
	if speakers[p.Protocol][p.Speaks] == nil {
		wrong = append(wrong, fmt.Errorf("LAB_PORTS: '%s' over '%s': allowed are %s", p.Speaks, p.Protocol, spoken()))
	}
	if p.Answers < 0 || p.Answers > mostAnswers {
		wrong = append(wrong, fmt.Errorf("LAB_PORTS: %d answers: allowed are 1 to %d", p.Answers, mostAnswers))
	}
	return wrong
}

// Everything that can be spoken, for people.
func spoken() string {
	var all []string
	for protocol, names := range speakers {
		for name := range names {
			all = append(all, name+" over "+protocol)
		}
	}
	return strings.Join(sorted(all), ", ")
}
