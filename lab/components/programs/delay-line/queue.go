package main

// One frame that is under way.
type frame struct {
	// When it leaves, in ns of the monotonic clock.
	due int64
	// Where it lies in the ring of bytes.
	offset, length int
}

// Frames of one direction in the order in which they came, in one piece of memory that is used again and again: nothing is left
// to the garbage collector while frames flow.
type queue struct {
	bytes []byte
	// Next byte to write; the oldest frame's offset bounds it.
	write  int
	frames []frame
	// Frames from first on, count of them, round the ring.
	first, count int
	lastDue      int64
}

const (
	firstBytes = 64 << 10
	// 100 Mbit/s for 2.5 s; what is beyond is dropped, as a router drops when its queue is full.
	mostBytes = 32 << 20
)

func newQueue() queue {
	return queue{bytes: make([]byte, firstBytes), frames: make([]frame, 256)}
}

// Takes a frame in. It never overtakes an earlier one, though the delay may have become shorter. False: no room.
func (q *queue) push(data []byte, due int64) bool {
	offset, ok := q.room(len(data))
	for !ok {
		if len(q.bytes) >= mostBytes {
			return false
		}
		q.grow()
		offset, ok = q.room(len(data))
	}
	if q.count == len(q.frames) {
		q.growFrames()
	}
	copy(q.bytes[offset:], data)
	q.write = offset + len(data)
	q.lastDue = max(q.lastDue, due)
	q.frames[(q.first+q.count)%len(q.frames)] = frame{q.lastDue, offset, len(data)}
	q.count++
	return true
}

// Where a frame of this length can lie in one piece.
func (q *queue) room(length int) (int, bool) {
	if q.count == 0 {
		q.write = 0
		return 0, length <= len(q.bytes)
	}
	oldest := q.frames[q.first].offset
	if q.write > oldest {
		if q.write+length <= len(q.bytes) {
			return q.write, true
		}
		// Strictly below: write == oldest means full.
		return 0, length < oldest
	}
	return q.write, q.write+length < oldest
}

// The i-th oldest frame.
func (q *queue) at(i int) (data []byte, due int64) {
	f := q.frames[(q.first+i)%len(q.frames)]
	return q.bytes[f.offset : f.offset+f.length], f.due
}

func (q *queue) pop(n int) {
	q.first = (q.first + n) % len(q.frames)
	q.count -= n
}

func (q *queue) grow() {
	bigger := make([]byte, 2*len(q.bytes))
	write := 0
	for i := range q.count {
		f := &q.frames[(q.first+i)%len(q.frames)]
		copy(bigger[write:], q.bytes[f.offset:f.offset+f.length])
		f.offset = write
		write += f.length
	}
	q.bytes, q.write = bigger, write
}

func (q *queue) growFrames() {
	bigger := make([]frame, 2*len(q.frames))
	for i := range q.count {
		bigger[i] = q.frames[(q.first+i)%len(q.frames)]
	}
	q.frames, q.first = bigger, 0
}
