package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// One direction of a link.
type direction struct {
	queue
	from, to int
	delay    int64
	// Share of frames that are lost on the way without a word, from 0 to 1.
	drop float64
	counters
}

type counters struct {
	Forwarded uint64 `json:"forwarded"`
	// Lost on purpose.
	Dropped uint64 `json:"dropped"`
	// No room in the queue, or refused by the interface.
	Refused uint64 `json:"refused"`
}

// Two ports that are joined.
type link struct {
	name        string
	ports       [2]portName
	descriptors [2]int
	directions  [2]*direction
}

// All links, served by one thread: it sleeps until a frame comes or is due.
type line struct {
	// What the thread is to do between two rounds: it alone touches what follows. A lock would let whoever holds it, and is not
	// urgent, hold up the frames.
	orders   chan func()
	links    map[string]*link
	flows    []*direction
	bySource map[int]*direction
	lateness lateness
	// How the thread is scheduled.
	scheduling string

	epoll, timer, bell int
	// What the kernel takes to wake the thread, in ns, estimated: the timer is set that much earlier.
	wake     int64
	armed    int64
	start    time.Time
	receiver *receiver
	sender   sender
}

const (
	// Frames leave up to this early, in ns: waiting for less costs more than it is worth.
	tolerance = 3_000
	// The longest the thread turns in circles before a frame is due, in ns.
	mostSpin = 40_000
)

func newLine() (*line, error) {
	epoll, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, err
	}
	// Not subject to the timer slack of the process, unlike the timeouts of poll.
	timer, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	bell, err := unix.Eventfd(0, unix.EFD_NONBLOCK|unix.EFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	l := &line{orders: make(chan func(), 1), links: map[string]*link{}, bySource: map[int]*direction{}, epoll: epoll, timer: timer, bell: bell, start: time.Now(), wake: 20_000, receiver: newReceiver()}
	l.lateness.values = make([]int64, 0, errorsKept)
	return l, errors.Join(l.watch(timer), l.watch(bell))
}

func (l *line) watch(fd int) error {
	return unix.EpollCtl(l.epoll, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(fd)})
}

// Serves for ever.
func (l *line) run() {
	runtime.LockOSThread()
	l.scheduling = urgent()
	events := make([]unix.EpollEvent, 64)
	for {
		n, err := unix.EpollWait(l.epoll, events, -1)
		if err != nil && err != unix.EINTR {
			panic(fmt.Sprintf("epoll_wait: %v", err))
		}
		for i := range max(n, 0) {
			if fd := int(events[i].Fd); fd == l.timer {
				l.woken()
			} else if fd == l.bell {
				l.obeyOrder()
			} else if d := l.bySource[fd]; d != nil {
				l.take(d)
			}
		}
		l.arm(l.release())
	}
}

// Lets the thread do something between two rounds, and waits until it is done.
func (l *line) order(work func()) {
	done := make(chan struct{})
	l.orders <- func() {
		work()
		close(done)
	}
	unix.Write(l.bell, binary.NativeEndian.AppendUint64(nil, 1))
	<-done
}

func (l *line) obeyOrder() {
	var rings [8]byte
	unix.RawSyscall(unix.SYS_READ, uintptr(l.bell), uintptr(unsafe.Pointer(&rings)), 8)
	select {
	case work := <-l.orders:
		work()
	default:
	}
}

// The timer has rung: learns how long waking takes.
func (l *line) woken() {
	var rings [8]byte
	unix.RawSyscall(unix.SYS_READ, uintptr(l.timer), uintptr(unsafe.Pointer(&rings)), 8)
	late := min(max(l.now()-l.armed, 0), mostSpin)
	l.wake += (late - l.wake) / 16
	l.armed = 0
}

// Takes in what has come at the source of a direction. The delay counts from when the kernel took the frame, however late it is
// read.
func (l *line) take(d *direction) {
	for {
		n := l.receiver.receive(d.from)
		read := time.Now()
		now, wall := int64(read.Sub(l.start)), read.UnixNano()
		for i := range n {
			data, taken := l.receiver.frame(i)
			age := int64(0)
			if taken != 0 {
				// Bounded: somebody may set the wall clock.
				age = min(max(wall-taken, 0), int64(time.Second))
			}
			if d.drop > 0 && rand.Float64() < d.drop {
				d.Dropped++
			} else if !d.push(data, now-age+d.delay) {
				d.Refused++
			}
		}
		if n < batch {
			return
		}
	}
}

// Sends what is due, waits in circles for what is about to be, and returns when the next frame is due; 0: there is none.
func (l *line) release() int64 {
	for {
		next := int64(0)
		now := l.now()
		for _, d := range l.flows {
			for d.count > 0 {
				_, due := d.at(0)
				if due > now+tolerance {
					if next == 0 || due < next {
						next = due
					}
					break
				}
				l.forward(d, now)
				now = l.now()
			}
		}
		if next == 0 || next-now > l.wake+tolerance {
			return next
		}
	}
}

// Sends one batch of what is due in a direction.
func (l *line) forward(d *direction, now int64) {
	n := 0
	for n < batch && n < d.count {
		data, due := d.at(n)
		if due > now+tolerance {
			break
		}
		l.sender.set(n, data)
		l.lateness.add(now - due)
		n++
	}
	taken := l.sender.send(d.to, n)
	d.Forwarded += uint64(taken)
	d.Refused += uint64(n - taken)
	d.pop(n)
}

// Sets the timer for a frame that is due at `next`.
func (l *line) arm(next int64) {
	if next == 0 {
		return
	}
	at := next - l.wake
	if l.armed != 0 && l.armed <= at && at-l.armed < tolerance {
		return
	}
	l.armed = at
	setting := unix.ItimerSpec{Value: unix.NsecToTimespec(max(at-l.now(), 1))}
	unix.RawSyscall6(unix.SYS_TIMERFD_SETTIME, uintptr(l.timer), 0, uintptr(unsafe.Pointer(&setting)), 0, 0, 0)
}

// The monotonic clock, in ns since the start.
func (l *line) now() int64 {
	return int64(time.Since(l.start))
}
