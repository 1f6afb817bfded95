package main

import (
	"strings"
	"testing"
)

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestHealthIsAskedAtThePortOfTheServiceUnlessTold(t *testing.T) {
	s, err := read(environment(map[string]string{"PORT": "9000"}))
	if err != nil || s.healthPort != 9000 || len(s.webPorts()) != 1 {
		t.Fatalf("%+v, %v", s, err)
	}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	_, err := read(environment(map[string]string{"PORT": "0", "PROTOCOL": "SCTP", "GRACE_MS": "soon"}))
	for _, name := range []string{"PORT = '0'", "PROTOCOL = 'SCTP'", "GRACE_MS = 'soon'"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not in: %v", name, err)
		}
	}
}

func TestOldRunsAreForgotten(t *testing.T) {
	e := echoServer{counts: map[uint32]uint64{}}
	for run := range uint32(10 * runsKept) {
		e.count(run)
	}
	if len(e.counts) != runsKept || e.count(10*runsKept-1) != 2 {
		t.Fatalf("%d runs kept", len(e.counts))
	}
}
