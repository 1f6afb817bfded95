package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// One line of standard input.
type request struct {
	ID      int    `json:"id"`
	Command string `json:"command"`
	// For `add`.
	Links []linkRequest `json:"links"`
	// For `set` and `remove`.
	Link string `json:"link"`
	// For `set`: 0 from a to b, 1 from b to a.
	Direction         int      `json:"direction"`
	DelayMicroseconds *int64   `json:"delayMicroseconds"`
	DropPercent       *float64 `json:"dropPercent"`
}

type linkRequest struct {
	Name             string   `json:"name"`
	A                portName `json:"a"`
	B                portName `json:"b"`
	AToBMicroseconds int64    `json:"aToBMicroseconds"`
	BToAMicroseconds int64    `json:"bToAMicroseconds"`
}

// One line of standard output: the answer to the request with the same id.
type response struct {
	ID     int    `json:"id"`
	Result any    `json:"result,omitempty"`
	Error  string `json:"error,omitempty"`
}

const longestLine = 16 << 20

// Obeys until the input ends.
func (l *line) obey(input io.Reader, output io.Writer) error {
	lines := bufio.NewScanner(input)
	lines.Buffer(make([]byte, 64<<10), longestLine)
	answers := json.NewEncoder(output)
	for lines.Scan() {
		var asked request
		var result any
		err := json.Unmarshal(lines.Bytes(), &asked)
		if err == nil {
			result, err = l.do(asked)
		}
		answer := response{ID: asked.ID, Result: result}
		if err != nil {
			answer.Error = err.Error()
		}
		if err := answers.Encode(answer); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (l *line) do(asked request) (any, error) {
	switch asked.Command {
	case "add":
		return true, l.add(asked.Links)
	case "set":
		return true, l.set(asked)
	case "remove":
		return true, l.remove(asked.Link)
	case "stats":
		return l.statistics(), nil
	}
	return nil, fmt.Errorf("command = '%s': allowed are add, set, remove, stats", asked.Command)
}

// Adds links, all or none.
func (l *line) add(requests []linkRequest) error {
	var added []*link
	var wrong []error
	for _, asked := range requests {
		joined, err := l.join(asked)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("link '%s': %w", asked.Name, err))
			continue
		}
		added = append(added, joined)
	}
	if len(wrong) > 0 {
		for _, joined := range added {
			joined.close()
		}
		return errors.Join(wrong...)
	}
	var err error
	l.order(func() {
		for _, joined := range added {
			l.links[joined.name] = joined
			for _, d := range joined.directions {
				l.flows = append(l.flows, d)
				l.bySource[d.from] = d
				// What came before the wire was whole would leave late.
				for l.receiver.receive(d.from) == batch {
				}
				err = errors.Join(err, l.watch(d.from))
			}
		}
	})
	return err
}

func (l *line) join(asked linkRequest) (*link, error) {
	if l.find(asked.Name) != nil {
		return nil, errors.New("there is one of this name already")
	}
	delays := [2]int64{asked.AToBMicroseconds, asked.BToAMicroseconds}
	for _, delay := range delays {
		if err := allowed(delay); err != nil {
			return nil, err
		}
	}
	joined := &link{name: asked.Name, ports: [2]portName{asked.A, asked.B}}
	for i, port := range joined.ports {
		fd, err := open(port)
		if err != nil {
			joined.close()
			return nil, fmt.Errorf("interface %s: %w", port, err)
		}
		joined.descriptors[i] = fd
	}
	for i := range joined.directions {
		joined.directions[i] = &direction{
			queue: newQueue(), from: joined.descriptors[i], to: joined.descriptors[1-i], delay: delays[i] * 1000,
		}
	}
	return joined, nil
}

// The link of this name; nil: there is none.
func (l *line) find(name string) (found *link) {
	l.order(func() { found = l.links[name] })
	return found
}

// Ten seconds are more than any path on Earth.
func allowed(microseconds int64) error {
	if microseconds < 0 || microseconds > 10_000_000 {
		return fmt.Errorf("delay of %d µs: allowed is from 0 to 10000000", microseconds)
	}
	return nil
}

func (j *link) close() {
	for _, fd := range j.descriptors {
		if fd != 0 {
			unix.Close(fd)
		}
	}
}

// Changes one direction; frames that are under way keep what they have.
func (l *line) set(asked request) error {
	joined := l.find(asked.Link)
	if joined == nil {
		return fmt.Errorf("link '%s': there is none of this name", asked.Link)
	}
	if asked.Direction != 0 && asked.Direction != 1 {
		return fmt.Errorf("direction = %d: allowed are 0 (a to b), 1 (b to a)", asked.Direction)
	}
	delay, percent := asked.DelayMicroseconds, asked.DropPercent
	if delay != nil {
		if err := allowed(*delay); err != nil {
			return err
		}
	}
	if percent != nil && !(*percent >= 0 && *percent <= 100) {
		return fmt.Errorf("dropPercent = %g: allowed is from 0 to 100", *percent)
	}
	l.order(func() {
		d := joined.directions[asked.Direction]
		if delay != nil {
			d.delay = *delay * int64(time.Microsecond)
		}
		if percent != nil {
			d.drop = *percent / 100
		}
	})
	return nil
}

func (l *line) remove(name string) error {
	joined := l.find(name)
	if joined == nil {
		return fmt.Errorf("link '%s': there is none of this name", name)
	}
	l.order(func() {
		delete(l.links, name)
		for _, d := range joined.directions {
			delete(l.bySource, d.from)
			l.flows = slices.DeleteFunc(l.flows, func(other *direction) bool { return other == d })
		}
		joined.close()
	})
	return nil
}

type statistics struct {
	// How late frames left, in µs; negative: early.
	Lateness summary `json:"lateness"`
	Frames   uint64  `json:"frames"`
	// deadline, nice -20 or normal.
	Scheduling string                 `json:"scheduling"`
	Links      map[string][2]counters `json:"links"`
}

func (l *line) statistics() statistics {
	var result statistics
	var values []int64
	// Made here, so that the thread of the frames only copies.
	room := make([]int64, 0, errorsKept)
	l.order(func() {
		values = append(room, l.lateness.values...)
		result = statistics{Frames: l.lateness.total, Scheduling: l.scheduling, Links: make(map[string][2]counters, len(l.links))}
		for name, joined := range l.links {
			result.Links[name] = [2]counters{joined.directions[0].counters, joined.directions[1].counters}
		}
	})
	result.Lateness = summarize(values)
	return result
}
