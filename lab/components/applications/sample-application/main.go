// The sample application answers at a VIP in place of an operator's own workload: datagrams with receive counts, HTTP (also over TLS
// and QUIC, and gRPC health), DNS, MQTT. It is test equipment: in every protocol it says which site and host answered.
//
// Environment: LAB_SITE, LAB_HOST, LAB_POD (default the name of the host); LAB_PORTS, a list in JSON of
// {"address", "port", "protocol": "TCP"|"UDP", "speaks", "answers", "health"}, default HTTP at 8080; START_DELAY_MS before it listens,
// STOP_DELAY_MS from SIGTERM, when it ceases to be healthy, until it stops accepting, GRACE_MS from then until what is in flight is
// cut off. It says `ready` once it listens. SIGUSR1 switches answers of failure on and off, connections staying as they are.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Whatever is in flight one second after the application stopped accepting is cut off.
const defaultGrace = 1000

// What answers at one port.
type server interface {
	// Answers until it is stopped; then without an error.
	serve() error
	// Stops accepting, finishes what is in flight, and cuts off the rest when the context ends.
	stop(context.Context)
}

// What all servers of the process share.
type application struct {
	settings
	// Whether every answer is a failure.
	failing atomic.Bool
	// Whether it was told to end: it still serves, is not healthy any more, and lets connections go that are kept alive.
	leaving atomic.Bool
	count   atomic.Uint64
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

	app := &application{settings: settings}
	toggle := make(chan os.Signal, 1)
	signal.Notify(toggle, syscall.SIGUSR1)
	go func() {
		for range toggle {
			app.failing.Store(!app.failing.Load())
		}
	}()

	var servers []server
	for _, port := range settings.ports {
		server, err := speakers[port.Protocol][port.Speaks](app, port)
		if errors.Is(err, os.ErrPermission) {
			// One image may stand for several workloads, of which not all may listen below 1024.
			fmt.Fprintf(os.Stderr, "not listening at %s/%s: %v\n", port.at(), port.Protocol, err)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s over %s: %w", port.Speaks, port.Protocol, err)
		}
		servers = append(servers, server)
	}
	if len(servers) == 0 {
		return errors.New("it may listen at none of its ports")
	}
	failed := make(chan error, len(servers))
	for _, server := range servers {
		go func() {
			if err := server.serve(); err != nil {
				failed <- err
			}
		}()
	}
	fmt.Println("ready")

	select {
	case err := <-failed:
		return err
	case <-ended:
	}
	app.leaving.Store(true)
	time.Sleep(settings.stopDelay)
	stop(servers, settings.grace)
	return nil
}

func stop(servers []server, grace time.Duration) {
	limit, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	var group sync.WaitGroup
	for _, server := range servers {
		group.Go(func() { server.stop(limit) })
	}
	group.Wait()
}

func sorted(texts []string) []string {
	slices.Sort(texts)
	return texts
}
