package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"net"
	"net/netip"
	"strconv"

	"golang.org/x/sys/unix"

	"anycast-mec/lab/components/applications/identity"
)

const (
	// Bytes of a request: magic, run id u32, flow u16, zero u16, sequence u32, scheduled u64, sent u64; all big endian.
	requestLength = 32
	magic         = "AMEC"
	// Runs whose counts are kept; the oldest is forgotten, so that strangers cannot fill the memory.
	runsKept = 64
)

// Answers each datagram with itself and who answered.
type echoServer struct {
	connection *net.UDPConn
	identity   identity.Identity
	counts     map[uint32]uint64
	order      []uint32
}

func listenEcho(app *application, p port) (server, error) {
	address, err := net.ResolveUDPAddr("udp", p.at())
	if err != nil {
		return nil, err
	}
	connection, err := net.ListenUDP("udp", address)
	if err != nil {
		return nil, err
	}
	// Half a second of 64 flows may wait while the machine is busy; without the right to more the kernel's limit holds.
	connection.SetReadBuffer(4 << 20)
	return &echoServer{connection: connection, identity: app.Identity, counts: map[uint32]uint64{}}, nil
}

type echoAnswer struct {
	identity.Identity
	// A string: JavaScript's numbers do not hold it.
	ReceivedNs string `json:"receivedNs"`
	Count      uint64 `json:"count"`
}

// Serves until the connection is closed.
func (e *echoServer) serve() error {
	request := make([]byte, 2048)
	reply := make([]byte, 0, 2048)
	for {
		length, from, err := e.connection.ReadFromUDPAddrPort(request)
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			// An ICMP error of an earlier reply, such as a client that is gone.
			continue
		}
		received := monotonic()
		if answer, ok := e.answer(reply[:0], request[:length], received); ok {
			e.send(answer, from)
		}
	}
}

// The reply to a datagram; false if it is no request.
func (e *echoServer) answer(reply, request []byte, received int64) ([]byte, bool) {
	if len(request) < requestLength || string(request[:4]) != magic {
		return nil, false
	}
	text, err := json.Marshal(echoAnswer{
		Identity:   e.identity,
		ReceivedNs: strconv.FormatInt(received, 10),
		Count:      e.count(binary.BigEndian.Uint32(request[4:8])),
	})
	if err != nil {
		return nil, false
	}
	return append(append(reply, request[:requestLength]...), text...), true
}

func (e *echoServer) send(answer []byte, to netip.AddrPort) {
	// A reply that cannot be sent is a lost one, which the client counts.
	e.connection.WriteToUDPAddrPort(answer, to)
}

// How many datagrams of this run came so far, this one with them.
func (e *echoServer) count(run uint32) uint64 {
	if _, known := e.counts[run]; !known {
		if len(e.order) == runsKept {
			delete(e.counts, e.order[0])
			e.order = e.order[1:]
		}
		e.order = append(e.order, run)
	}
	e.counts[run]++
	return e.counts[run]
}

func (e *echoServer) stop(context.Context) {
	e.connection.Close()
}

// The clock that no one sets, which all processes of the machine share.
func monotonic() int64 {
	var now unix.Timespec
	unix.ClockGettime(unix.CLOCK_MONOTONIC, &now)
	return now.Nano()
}
