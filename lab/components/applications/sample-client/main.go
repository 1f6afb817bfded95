// The sample client asks a service in its own protocol who answers: a DNS query, a TLS or QUIC handshake with an HTTP request, an MQTT
// session. The lab's probes, which decide when to ask, use it for the protocols that Node.js does not speak.
//
// Each line of standard input is a question in JSON, {"id", "speaks", "protocol", "address", "port", "timeoutMs"}; each line of
// standard output an answer, {"id", "atNs", "server"} or {"id", "atNs", "failure", "said"}, in the order in which they came. All
// questions are under way at the same time, each with a connection of its own. It ends with its input.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"anycast-mec/lab/components/applications/identity"
)

type question struct {
	ID        int    `json:"id"`
	Speaks    string `json:"speaks"`
	Protocol  string `json:"protocol"`
	Address   string `json:"address"`
	Port      int    `json:"port"`
	TimeoutMs int    `json:"timeoutMs"`
}

func (q question) target() string {
	return net.JoinHostPort(q.Address, strconv.Itoa(q.Port))
}

type answer struct {
	ID int `json:"id"`
	// CLOCK_MONOTONIC, which all processes of the machine share; a string, as JavaScript's numbers do not hold it.
	AtNs    string             `json:"atNs"`
	Server  *identity.Identity `json:"server,omitempty"`
	Failure string             `json:"failure,omitempty"`
	// The error in full, for people.
	Said string `json:"said,omitempty"`
}

// How to ask, by protocol and what is spoken.
var askers = map[string]map[string]func(context.Context, question) (identity.Identity, error){
	"TCP": {"dns": askNames, "http": askHTTP, "https": askHTTPS, "mqtt": askMQTT, "mqtts": askMQTTS},
	"UDP": {"dns": askNames, "h3": askHTTP3},
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var writing sync.Mutex
	output := json.NewEncoder(os.Stdout)
	input := bufio.NewScanner(os.Stdin)
	for input.Scan() {
		var asked question
		if err := json.Unmarshal(input.Bytes(), &asked); err != nil {
			return fmt.Errorf("'%s' is no question: %w", input.Text(), err)
		}
		ask := askers[asked.Protocol][asked.Speaks]
		if ask == nil {
			return fmt.Errorf("nobody knows how to ask '%s' over '%s'", asked.Speaks, asked.Protocol)
		}
		go func() {
			limit, cancel := context.WithTimeout(context.Background(), time.Duration(asked.TimeoutMs)*time.Millisecond)
			defer cancel()
			server, err := ask(limit, asked)
			given := answer{ID: asked.ID, AtNs: strconv.FormatInt(monotonic(), 10)}
			if err != nil {
				given.Failure, given.Said = failureOf(err), err.Error()
			} else {
				given.Server = &server
			}
			writing.Lock()
			defer writing.Unlock()
			output.Encode(given)
		}()
	}
	return input.Err()
}

func monotonic() int64 {
	var now unix.Timespec
	unix.ClockGettime(unix.CLOCK_MONOTONIC, &now)
	return now.Nano()
}
