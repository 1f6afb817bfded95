package main

import (
	"context"
	"errors"
	"net"
	"syscall"
)

// The server answers, and says that it cannot serve.
var errServer = errors.New("the server fails")

var classes = []struct {
	err  error
	name string
}{
	{errServer, "5xx"},
	{context.DeadlineExceeded, "timeout"},
	{syscall.ECONNREFUSED, "refused"},
	{syscall.ENETUNREACH, "unreachable"},
	{syscall.EHOSTUNREACH, "unreachable"},
	{syscall.ENETDOWN, "unreachable"},
	{syscall.EHOSTDOWN, "unreachable"},
	{syscall.EADDRNOTAVAIL, "unreachable"},
	{syscall.ECONNRESET, "reset"},
	{syscall.ECONNABORTED, "reset"},
	{syscall.EPIPE, "reset"},
	{syscall.ETIMEDOUT, "timeout"},
}

// Class of an error as the lab's probes count it (lab/src/probes/failure.ts).
func failureOf(err error) string {
	for _, class := range classes {
		if errors.Is(err, class.err) {
			return class.name
		}
	}
	var timed net.Error
	if errors.As(err, &timed) && timed.Timeout() {
		return "timeout"
	}
	return "other"
}
