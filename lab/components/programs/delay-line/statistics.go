package main

import "slices"

// How far frames left from when they should have: the last ones, in ns.
type lateness struct {
	values []int64
	next   int
	total  uint64
}

const errorsKept = 1 << 16

func (e *lateness) add(value int64) {
	if len(e.values) < errorsKept {
		e.values = append(e.values, value)
	} else {
		e.values[e.next] = value
		e.next = (e.next + 1) % errorsKept
	}
	e.total++
}

// Summary of errors, in µs.
type summary struct {
	N    int     `json:"n"`
	Min  float64 `json:"min"`
	Mean float64 `json:"mean"`
	P50  float64 `json:"p50"`
	P99  float64 `json:"p99"`
	Max  float64 `json:"max"`
}

func summarize(values []int64) summary {
	if len(values) == 0 {
		return summary{}
	}
	sorted := slices.Sorted(slices.Values(values))
	sum := 0.0
	for _, value := range sorted {
		sum += float64(value)
	}
	micro := func(value int64) float64 { return float64(value/100) / 10 }
	at := func(share float64) float64 { return micro(sorted[int(share*float64(len(sorted)-1))]) }
	return summary{len(sorted), micro(sorted[0]), micro(int64(sum / float64(len(sorted)))), at(0.5), at(0.99), micro(sorted[len(sorted)-1])}
}
