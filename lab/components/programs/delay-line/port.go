package main

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"strconv"
	"unsafe"

	"golang.org/x/sys/unix"
)

// One end of a wire, as the control messages write it.
type portName struct {
	// Path of the network namespace. Absent: that of the process.
	Namespace string `json:"namespace,omitempty"`
	Interface string `json:"interface"`
}

const (
	// virtio_net_hdr of linux/virtio_net.h, before each frame.
	offloadHeader = 10
	// A frame of TCP segmentation offload is up to 64 KiB and its headers.
	mostFrame   = offloadHeader + 65536 + 256
	socketBytes = 8 << 20
)

// Opens a packet socket at the interface. Each frame carries the offload header, so that checksums and segments that the kernel
// has put off stay put off on the other side, as on a plain veth pair: no offload has to be turned off anywhere.
func open(port portName) (fd int, err error) {
	err = inNamespace(port.Namespace, func() error {
		fd, err = openHere(port.Interface)
		return err
	})
	return fd, err
}

func openHere(name string) (int, error) {
	device, err := net.InterfaceByName(name)
	if err != nil {
		return 0, err
	}
	// A wire does not speak: without this the kernel sends neighbour discovery into it.
	if err := os.WriteFile("/proc/sys/net/ipv6/conf/"+name+"/disable_ipv6", []byte("1"), 0); err != nil && !os.IsNotExist(err) {
		// A read-only /proc/sys: some frames more, nothing worse.
		fmt.Fprintln(os.Stderr, err)
	}
	// Protocol 0: nothing arrives before the options are set and bind names the protocol.
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	for _, option := range []struct{ level, name, value int }{
		{unix.SOL_PACKET, unix.PACKET_IGNORE_OUTGOING, 1},
		{unix.SOL_PACKET, unix.PACKET_VNET_HDR, 1},
		{unix.SOL_PACKET, unix.PACKET_QDISC_BYPASS, 1},
		{unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1},
	} {
		if err := unix.SetsockoptInt(fd, option.level, option.name, option.value); err != nil {
			unix.Close(fd)
			return 0, fmt.Errorf("socket option %d of %s: %w", option.name, name, err)
		}
	}
	for _, names := range [][2]int{{unix.SO_RCVBUFFORCE, unix.SO_RCVBUF}, {unix.SO_SNDBUFFORCE, unix.SO_SNDBUF}} {
		// More than the host's limit needs a right that the owner of a user namespace lacks.
		if unix.SetsockoptInt(fd, unix.SOL_SOCKET, names[0], socketBytes) != nil {
			unix.SetsockoptInt(fd, unix.SOL_SOCKET, names[1], socketBytes)
		}
	}
	all := uint16(unix.ETH_P_ALL<<8&0xff00 | unix.ETH_P_ALL>>8)
	if err := unix.Bind(fd, &unix.SockaddrLinklayer{Protocol: all, Ifindex: device.Index}); err != nil {
		unix.Close(fd)
		return 0, err
	}
	return fd, nil
}

// Runs `work` in a network namespace. A socket stays in the namespace in which it was made.
func inNamespace(path string, work func() error) error {
	if path == "" {
		return work()
	}
	failed := make(chan error)
	go func() {
		// Never unlocked: the thread ends with the goroutine, and nobody else runs in the wrong namespace.
		runtime.LockOSThread()
		failed <- func() error {
			namespace, err := os.Open(path)
			if err != nil {
				return err
			}
			defer namespace.Close()
			if err := unix.Setns(int(namespace.Fd()), unix.CLONE_NEWNET); err != nil {
				return fmt.Errorf("setns %s: %w", path, err)
			}
			return work()
		}()
	}()
	return <-failed
}

// Frames are read and written in batches: one system call for up to this many.
const batch = 32

type message struct {
	header unix.Msghdr
	length uint32
	_      uint32
}

// Room for one batch of received frames.
type receiver struct {
	messages [batch]message
	vectors  [batch]unix.Iovec
	controls [batch][64]byte
	frames   []byte
}

func newReceiver() *receiver {
	r := &receiver{frames: make([]byte, batch*mostFrame)}
	for i := range batch {
		r.vectors[i] = unix.Iovec{Base: &r.frames[i*mostFrame], Len: mostFrame}
		r.messages[i].header.Iov = &r.vectors[i]
		r.messages[i].header.Iovlen = 1
		r.messages[i].header.Control = &r.controls[i][0]
	}
	return r
}

// Reads what has come, and returns how many frames.
func (r *receiver) receive(fd int) int {
	for i := range batch {
		r.messages[i].header.Controllen = uint64(len(r.controls[i]))
	}
	n, _, errno := unix.RawSyscall6(unix.SYS_RECVMMSG, uintptr(fd), uintptr(unsafe.Pointer(&r.messages)), batch, unix.MSG_DONTWAIT, 0, 0)
	if errno != 0 {
		return 0
	}
	return int(n)
}

// The i-th frame and when the kernel took it, in ns of the wall clock; 0: not known.
func (r *receiver) frame(i int) (data []byte, taken int64) {
	m := &r.messages[i]
	data = r.frames[i*mostFrame : i*mostFrame+int(m.length)]
	header := (*unix.Cmsghdr)(unsafe.Pointer(&r.controls[i][0]))
	if m.header.Controllen >= unix.SizeofCmsghdr && header.Level == unix.SOL_SOCKET && header.Type == unix.SO_TIMESTAMPNS {
		stamp := (*unix.Timespec)(unsafe.Pointer(&r.controls[i][unix.SizeofCmsghdr]))
		return data, stamp.Nano()
	}
	return data, 0
}

// Room for one batch of frames to send.
type sender struct {
	messages [batch]message
	vectors  [batch]unix.Iovec
}

func (s *sender) set(i int, data []byte) {
	s.vectors[i] = unix.Iovec{Base: &data[0], Len: uint64(len(data))}
	s.messages[i].header.Iov = &s.vectors[i]
	s.messages[i].header.Iovlen = 1
}

// Sends the first n frames, and returns how many the kernel took.
func (s *sender) send(fd, n int) int {
	sent := 0
	for sent < n {
		m, _, errno := unix.RawSyscall6(unix.SYS_SENDMMSG, uintptr(fd), uintptr(unsafe.Pointer(&s.messages[sent])), uintptr(n-sent), unix.MSG_DONTWAIT, 0, 0)
		if errno == unix.EINTR {
			continue
		}
		if errno != 0 {
			// The first of the rest is refused, such as at an interface that is down; the others get their chance.
			s.messages[sent].length = 0
			sent++
			continue
		}
		sent += int(m)
	}
	taken := 0
	for i := range n {
		if s.messages[i].length > 0 {
			taken++
		}
		s.messages[i].length = 0
	}
	return taken
}

// As the control messages write a port.
func (p portName) String() string {
	if p.Namespace == "" {
		return strconv.Quote(p.Interface)
	}
	return strconv.Quote(p.Interface) + " in " + p.Namespace
}
