package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"

	"github.com/quic-go/quic-go/http3"
)

// HTTP/3, which is HTTP over QUIC.
type http3Server struct {
	connection net.PacketConn
	*http3.Server
}

func listenHTTP3(app *application, p port) (server, error) {
	certificate, err := ownCertificate()
	if err != nil {
		return nil, err
	}
	connection, err := net.ListenPacket("udp", p.at())
	if err != nil {
		return nil, err
	}
	config := http3.ConfigureTLSConfig(&tls.Config{Certificates: []tls.Certificate{certificate}})
	return http3Server{connection, &http3.Server{Handler: app.handler(p), TLSConfig: config}}, nil
}

func (h http3Server) serve() error {
	if err := h.Serve(h.connection); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (h http3Server) stop(limit context.Context) {
	h.Shutdown(limit)
	h.connection.Close()
}
