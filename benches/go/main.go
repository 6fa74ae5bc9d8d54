// Package main measures the Go codec for the bench of VOM, which tells it what to do line by line: "data CASE HEX" says
// what a case is about, as VOM, and "CASE OPERATION TIMES" asks for the nanoseconds that it takes.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"time"

	"bench/records"

	"v.io/v23/vdl"
	"v.io/v23/vom"
)

// subject is a value, its encodings, and how it is read.
type subject struct {
	value   interface{}
	single  []byte
	message []byte
	read    func(decode func(interface{}) error) error
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func newSubject(name string, data []byte) *subject {
	s := &subject{}
	switch name {
	case "a":
		var v records.Scalars
		check(vom.Decode(data, &v))
		s.value = v
		s.read = func(decode func(interface{}) error) error {
			var v records.Scalars
			return decode(&v)
		}
	case "b":
		var v []records.Record
		check(vom.Decode(data, &v))
		s.value = v
		s.read = func(decode func(interface{}) error) error {
			var v []records.Record
			return decode(&v)
		}
	case "c":
		var v []byte
		check(vom.Decode(data, &v))
		s.value = v
		s.read = func(decode func(interface{}) error) error {
			var v []byte
			return decode(&v)
		}
	case "d":
		var v map[string]interface{}
		check(vom.Decode(data, &v))
		s.value = v
		s.read = func(decode func(interface{}) error) error {
			var v map[string]interface{}
			return decode(&v)
		}
	default:
		var v *vdl.Value
		check(vom.Decode(data, &v))
		s.value = v
		s.read = func(decode func(interface{}) error) error {
			var v *vdl.Value
			return decode(&v)
		}
	}
	var err error
	s.single, err = vom.Encode(s.value)
	check(err)
	var buffer bytes.Buffer
	encoder := vom.NewEncoder(&buffer)
	check(encoder.Encode(s.value))
	buffer.Reset()
	check(encoder.Encode(s.value))
	s.message = append([]byte(nil), buffer.Bytes()...)
	return s
}

func (s *subject) measure(operation string, times int) time.Duration {
	switch operation {
	case "encode":
		var buffer bytes.Buffer
		encoder := vom.NewEncoder(&buffer)
		check(encoder.Encode(s.value))
		start := time.Now()
		for i := 0; i < times; i++ {
			buffer.Reset()
			check(encoder.Encode(s.value))
		}
		return time.Since(start)
	case "encode-alone":
		start := time.Now()
		for i := 0; i < times; i++ {
			_, err := vom.Encode(s.value)
			check(err)
		}
		return time.Since(start)
	case "decode":
		var buffer bytes.Buffer
		encoder := vom.NewEncoder(&buffer)
		check(encoder.Encode(s.value))
		decoder := vom.NewDecoder(&buffer)
		check(s.read(decoder.Decode))
		start := time.Now()
		for i := 0; i < times; i++ {
			buffer.Write(s.message)
			check(s.read(decoder.Decode))
		}
		return time.Since(start)
	default:
		start := time.Now()
		for i := 0; i < times; i++ {
			check(s.read(func(v interface{}) error { return vom.Decode(s.single, v) }))
		}
		return time.Since(start)
	}
}

func main() {
	subjects := map[string]*subject{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if words[0] == "data" {
			data, err := hex.DecodeString(words[2])
			check(err)
			subjects[words[1]] = newSubject(words[1], data)
			fmt.Println(len(subjects[words[1]].message), len(subjects[words[1]].single))
			continue
		}
		var times int
		_, err := fmt.Sscan(words[2], &times)
		check(err)
		fmt.Println(subjects[words[0]].measure(words[1], times).Nanoseconds())
	}
}
