package main

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// Random frames go through; each comes out as it went in, in order, whatever the ring wrapped and grew meanwhile.
func TestQueueKeepsFramesInOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	q := newQueue()
	var expected [][]byte
	due := int64(0)
	for step := range 200_000 {
		// Fills and empties by turns.
		if random.IntN(100) < 50+40*(step/5000%2) {
			length := 60 + random.IntN(1500)
			if random.IntN(50) == 0 {
				length = 65_000
			}
			data := bytes.Repeat([]byte{byte(step)}, length)
			if !q.push(data, random.Int64N(1000)) {
				continue
			}
			expected = append(expected, data)
		} else if q.count > 0 {
			n := 1 + random.IntN(min(q.count, batch))
			for i := range n {
				data, at := q.at(i)
				if !bytes.Equal(data, expected[i]) {
					t.Fatalf("step %d: frame %d of %d bytes is not the one of %d bytes that went in", step, i, len(data), len(expected[i]))
				}
				if at < due {
					t.Fatalf("step %d: due at %d, after one that is due at %d", step, at, due)
				}
				due = at
			}
			q.pop(n)
			expected = expected[n:]
		}
		if q.count != len(expected) {
			t.Fatalf("step %d: %d frames, expected %d", step, q.count, len(expected))
		}
	}
}

func TestQueueRefusesWhatItHasNoRoomFor(t *testing.T) {
	q := newQueue()
	data := make([]byte, 64<<10)
	taken := 0
	for q.push(data, 0) {
		taken++
	}
	if taken < mostBytes/len(data)-1 || taken > mostBytes/len(data) {
		t.Fatalf("took %d frames of 64 KiB into %d bytes", taken, mostBytes)
	}
	q.pop(2)
	if !q.push(data, 0) {
		t.Fatal("no room though two frames have left")
	}
}
