package main

import (
	"reflect"
	"strings"
	"testing"
)

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestWithoutPortsHTTPIsSpoken(t *testing.T) {
	s, err := read(environment(nil))
	if err != nil || len(s.ports) != 1 || !reflect.DeepEqual(s.ports[0], port{Port: 8080, Protocol: "TCP", Speaks: "http"}) {
		t.Fatalf("%+v, %v", s, err)
	}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	_, err := read(environment(map[string]string{
		"LAB_PORTS": `[{"port": 0, "protocol": "TCP", "speaks": "http"}, {"port": 53, "protocol": "SCTP", "speaks": "dns", "answers": 9}]`,
		"GRACE_MS":  "soon",
	}))
	for _, what := range []string{"port 0", "'dns' over 'SCTP': allowed are dns over TCP", "9 answers", "GRACE_MS = 'soon'"} {
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s is not in: %v", what, err)
		}
	}
}

func TestPortsThatAreNoListAreRefused(t *testing.T) {
	if _, err := read(environment(map[string]string{"LAB_PORTS": "8080"})); err == nil {
		t.Fatal("accepted")
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
