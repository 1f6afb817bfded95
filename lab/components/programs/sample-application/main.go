// The sample application answers at a VIP in place of an operator's own workload: UDP with receive counts, or HTTP. It is test
// equipment: it says which site and host answered.
//
// Environment: LAB_SITE, LAB_HOST, PORT, PROTOCOL (TCP|UDP), HEALTH_PORT, HEALTH_PATH; START_DELAY_MS before it listens,
// STOP_DELAY_MS from SIGTERM, when it ceases to be healthy, until it stops accepting, GRACE_MS from then until what is in flight is cut off. SIGUSR1 switches
// answers with status 503 on and off.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// Whatever is in flight one second after the application stopped accepting is cut off.
const defaultGrace = 1000

// Who answers.
type identity struct {
	site, host, pod string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	settings, err := read(os.Getenv)
	if err != nil {
		return err
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
	// A slow start is the application's, not the container's: it can be told to end meanwhile.
	select {
	case <-ended:
		return nil
	case <-time.After(settings.startDelay):
	}

	web := newWebServer(settings)
	toggle := make(chan os.Signal, 1)
	signal.Notify(toggle, syscall.SIGUSR1)
	go func() {
		for range toggle {
			web.failing.Store(!web.failing.Load())
		}
	}()

	failed := make(chan error, 3)
	var servers []*http.Server
	var echo *echoServer
	if settings.protocol == "UDP" {
		if echo, err = listenEcho(settings); err != nil {
			return err
		}
		go func() { failed <- echo.serve() }()
	}
	for _, port := range settings.webPorts() {
		// On IPv6 too where the host has it.
		listener, err := net.Listen("tcp", ":"+strconv.Itoa(port))
		if err != nil {
			return err
		}
		server := web.server()
		servers = append(servers, server)
		go func() {
			if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				failed <- err
			}
		}()
	}

	select {
	case err := <-failed:
		return err
	case <-ended:
	}
	web.leaving.Store(true)
	time.Sleep(settings.stopDelay)
	stop(servers, echo, settings.grace)
	return nil
}

// Stops accepting, finishes what is in flight within the grace period, and cuts off the rest.
func stop(servers []*http.Server, echo *echoServer, grace time.Duration) {
	limit, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	var group sync.WaitGroup
	for _, server := range servers {
		group.Go(func() {
			if server.Shutdown(limit) != nil {
				server.Close()
			}
		})
	}
	if echo != nil {
		echo.close()
	}
	group.Wait()
}
