package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"testing"
)

func TestErrorsAreToldAsTheLabCountsThem(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", err)} }
	for want, err := range map[string]error{
		"refused":     dial(syscall.ECONNREFUSED),
		"unreachable": dial(syscall.ENETUNREACH),
		"reset":       dial(syscall.ECONNRESET),
		"timeout":     fmt.Errorf("asking: %w", context.DeadlineExceeded),
		"5xx":         fmt.Errorf("%w: SERVFAIL", errServer),
		"other":       errors.New("no TXT"),
	} {
		if got := failureOf(err); got != want {
			t.Errorf("%v is %s, not %s", err, got, want)
		}
	}
}
