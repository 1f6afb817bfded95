package main

import (
	"context"
	"net"
	"strings"

	"github.com/miekg/dns"
)

// A name server that knows every name: each has as many addresses as a health asks for, and says as TXT who answers.
type nameServer struct {
	*dns.Server
}

func listenNames(app *application, p port) (server, error) {
	handler := dns.HandlerFunc(func(writer dns.ResponseWriter, question *dns.Msg) {
		writer.WriteMsg(app.resolve(question, max(p.Answers, 1)))
	})
	if p.Protocol == "TCP" {
		listener, err := net.Listen("tcp", p.at())
		return nameServer{&dns.Server{Listener: listener, Handler: handler}}, err
	}
	connection, err := net.ListenPacket("udp", p.at())
	return nameServer{&dns.Server{PacketConn: connection, Handler: handler}}, err
}

func (n nameServer) serve() error { return n.ActivateAndServe() }

func (n nameServer) stop(limit context.Context) { n.ShutdownContext(limit) }

// Seconds that a resolver may keep an answer: none, as each is to say who gives it.
const timeToLive = 0

func (a *application) resolve(question *dns.Msg, answers int) *dns.Msg {
	reply := new(dns.Msg).SetReply(question)
	reply.Authoritative = true
	if a.failing.Load() {
		reply.Rcode = dns.RcodeServerFailure
		return reply
	}
	for _, asked := range question.Question {
		header := dns.RR_Header{Name: asked.Name, Rrtype: asked.Qtype, Class: asked.Qclass, Ttl: timeToLive}
		for number := range answers {
			if record := a.record(header, byte(number+1)); record != nil {
				reply.Answer = append(reply.Answer, record)
			}
		}
	}
	return reply
}

// The record of a number; nil for types that it does not know. The addresses are those for documentation (RFC 5737, RFC 3849).
func (a *application) record(header dns.RR_Header, number byte) dns.RR {
	own := strings.Repeat("n", int(number)) + ".anycast-mec.invalid."
	switch header.Rrtype {
	case dns.TypeA:
		return &dns.A{Hdr: header, A: net.IPv4(192, 0, 2, number)}
	case dns.TypeAAAA:
		return &dns.AAAA{Hdr: header, AAAA: net.IP{0x20, 0x01, 0x0d, 0xb8, 15: number}}
	case dns.TypeTXT:
		return a.TXT(header)
	case dns.TypeNS:
		return &dns.NS{Hdr: header, Ns: own}
	case dns.TypeSOA:
		return &dns.SOA{Hdr: header, Ns: own, Mbox: own, Serial: uint32(number), Refresh: 1, Retry: 1, Expire: 1}
	}
	return nil
}
