package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// A chain of links in a network namespace of its own; frames go through it to its end and back.
type measurement struct {
	links    int
	delay    time.Duration
	count    int
	interval time.Duration
	json     bool
}

// What a measurement gives.
type measured struct {
	Links             int   `json:"links"`
	DelayMicroseconds int64 `json:"delayMicroseconds"`
	Sent              int   `json:"sent"`
	Received          int   `json:"received"`
	Reordered         int   `json:"reordered"`
	// Time through the chain and back less all delays, in µs.
	RoundTripError summary `json:"roundTripErrorMicroseconds"`
	// How late the frames left each link, in µs.
	LinkError summary `json:"linkErrorMicroseconds"`
	// Share of one processor while frames flowed.
	Processor float64 `json:"processor"`
}

// An EtherType for experiments (IEEE 802, local experimental 1), which no stack answers.
const experimental = 0x88b5

func (m *measurement) run() error {
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("a network namespace is needed, which takes root or 'unshare --user --map-root-user': %w", err)
	}
	var commands []string
	// Pair i leads from the end of link i-1 to the beginning of link i; the first and the last lead to the ends of the chain.
	for i := range m.links + 1 {
		commands = append(commands, fmt.Sprintf("link add l%d type veth peer name r%d", i, i), fmt.Sprintf("link set l%d up", i), fmt.Sprintf("link set r%d up", i))
	}
	ip := exec.Command("ip", "-batch", "-")
	ip.Stdin = strings.NewReader(strings.Join(commands, "\n") + "\n")
	if said, err := ip.CombinedOutput(); err != nil {
		return fmt.Errorf("ip: %w: %s", err, said)
	}
	l, err := newLine()
	if err != nil {
		return err
	}
	// Opened here, in the namespace of this thread.
	var chain []linkRequest
	delay := m.delay.Microseconds()
	for i := range m.links {
		chain = append(chain, linkRequest{fmt.Sprint(i), portName{Interface: fmt.Sprintf("r%d", i)}, portName{Interface: fmt.Sprintf("l%d", i+1)}, delay, delay})
	}
	go l.run()
	if err := l.add(chain); err != nil {
		return err
	}
	near, err := open(portName{Interface: "l0"})
	if err != nil {
		return err
	}
	far, err := open(portName{Interface: fmt.Sprintf("r%d", m.links)})
	if err != nil {
		return err
	}
	go reflect(far)
	return m.print(m.measure(l, near))
}

// Sends every frame back whence it came, as soon as it is there.
func reflect(fd int) {
	runtime.LockOSThread()
	urgent()
	room, out := newReceiver(), &sender{}
	for {
		unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, -1)
		for i := range room.receive(fd) {
			data, taken := room.frame(i)
			if held := data[offloadHeader+14+16:]; len(held) >= 8 {
				// How long the frame waited here, which is no fault of the line.
				binary.BigEndian.PutUint64(held, uint64(time.Now().UnixNano()-taken))
			}
			out.set(0, data)
			out.send(fd, 1)
		}
	}
}

func (m *measurement) measure(l *line, fd int) measured {
	result := measured{Links: m.links, DelayMicroseconds: m.delay.Microseconds(), Sent: m.count}
	ideal := 2 * int64(m.links) * m.delay.Nanoseconds()
	errors := make([]int64, 0, m.count)
	room, out := newReceiver(), &sender{}
	data := make([]byte, offloadHeader+14+46)
	copy(data[offloadHeader:], "\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01")
	binary.BigEndian.PutUint16(data[offloadHeader+12:], experimental)
	payload := data[offloadHeader+14:]
	urgent()
	var before, after unix.Rusage
	unix.Getrusage(unix.RUSAGE_SELF, &before)
	begin := time.Now()
	last := int64(-1)
	end := begin.Add(time.Duration(m.count)*m.interval + time.Duration(ideal) + time.Second)
	for sent := 0; time.Now().Before(end) && len(errors) < m.count; {
		if next := begin.Add(time.Duration(sent) * m.interval); sent < m.count && !time.Now().Before(next) {
			binary.BigEndian.PutUint64(payload, uint64(sent))
			binary.BigEndian.PutUint64(payload[8:], uint64(time.Now().UnixNano()))
			out.set(0, data)
			out.send(fd, 1)
			sent++
		}
		unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 1)
		for i := range room.receive(fd) {
			frame, taken := room.frame(i)
			back := frame[offloadHeader+14:]
			if len(back) < 24 || binary.BigEndian.Uint16(frame[offloadHeader+12:]) != experimental {
				continue
			}
			number := int64(binary.BigEndian.Uint64(back))
			if number < last {
				result.Reordered++
			}
			last = max(last, number)
			errors = append(errors, taken-int64(binary.BigEndian.Uint64(back[8:]))-int64(binary.BigEndian.Uint64(back[16:]))-ideal)
		}
	}
	unix.Getrusage(unix.RUSAGE_SELF, &after)
	spent := func(usage unix.Rusage) int64 { return usage.Utime.Nano() + usage.Stime.Nano() }
	result.Processor = float64(spent(after)-spent(before)) / float64(time.Since(begin))
	result.Received = len(errors)
	result.RoundTripError = summarize(errors)
	result.LinkError = l.statistics().Lateness
	return result
}

func (m *measurement) print(result measured) error {
	if m.json {
		return json.NewEncoder(os.Stdout).Encode(result)
	}
	fmt.Printf("chain of %d links, %s each way, a frame every %s: %d sent, %d received, %d out of order, %.0f %% of a processor\n",
		m.links, m.delay, m.interval, result.Sent, result.Received, result.Reordered, 100*result.Processor)
	for _, row := range []struct {
		name string
		summary
	}{{"round trip", result.RoundTripError}, {"one link", result.LinkError}} {
		fmt.Printf("error of %-10s n=%d min %.1f mean %.1f p50 %.1f p99 %.1f max %.1f µs\n", row.name, row.N, row.Min, row.Mean, row.P50, row.P99, row.Max)
	}
	return nil
}
