// The delay line gives links the latency that the kernel cannot: where it lacks netem, each link is two veth pairs whose inner ends
// this program joins, each frame leaving after exactly the delay of its direction, in order.
//
// Without arguments it obeys JSON lines on standard input (see control.go) until that ends.
// `--measure [--links 8] [--delay 6ms] [--count 3000] [--interval 1ms] [--json]` measures itself in network namespaces of its own.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"
)

func main() {
	// A thread that comes back from the kernel must not wait for a place to run Go, however few processors there are.
	runtime.GOMAXPROCS(max(8, runtime.NumCPU()))
	plan := measurement{}
	measure := flag.Bool("measure", false, "measure accuracy and jitter on a chain of links")
	flag.IntVar(&plan.links, "links", 8, "links of the chain")
	flag.DurationVar(&plan.delay, "delay", 6*time.Millisecond, "delay of each direction of each link")
	flag.IntVar(&plan.count, "count", 3000, "frames")
	flag.DurationVar(&plan.interval, "interval", time.Millisecond, "from one frame to the next")
	flag.BoolVar(&plan.json, "json", false, "print JSON")
	flag.Parse()
	if flag.NArg() > 0 || plan.links < 1 || plan.count < 1 || plan.interval <= 0 {
		flag.Usage()
		os.Exit(2)
	}
	run := serve
	if *measure {
		run = plan.run
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve() error {
	l, err := newLine()
	if err != nil {
		return err
	}
	go l.run()
	return l.obey(os.Stdin, os.Stdout)
}
