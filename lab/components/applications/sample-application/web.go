package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc"

	"anycast-mec/lab/components/applications/identity"
)

// HTTP/1.1 and HTTP/2, with gRPC health at the same port.
type webServer struct {
	listener net.Listener
	*http.Server
}

func listenHTTP(app *application, p port) (server, error) {
	// On IPv6 too where the host has it.
	listener, err := net.Listen("tcp", p.at())
	if err != nil {
		return nil, err
	}
	return webServer{listener, app.webServer(p)}, nil
}

func listenHTTPS(app *application, p port) (server, error) {
	listener, err := listenTLS(p, "h2", "http/1.1")
	if err != nil {
		return nil, err
	}
	return webServer{listener, app.webServer(p)}, nil
}

func listenTLS(p port, protocols ...string) (net.Listener, error) {
	certificate, err := ownCertificate()
	if err != nil {
		return nil, err
	}
	return tls.Listen("tcp", p.at(), &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: protocols})
}

func (a *application) webServer(p port) *http.Server {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Server{Handler: a.handler(p), Protocols: protocols, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 5 * time.Minute}
}

func (w webServer) serve() error {
	if err := w.Serve(w.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (w webServer) stop(limit context.Context) {
	if w.Shutdown(limit) != nil {
		w.Close()
	}
}

// What a client reads.
type answer struct {
	identity.Identity
	Count uint64 `json:"count"`
}

// Answers HTTP of every version.
func (a *application) handler(p port) http.Handler {
	health := a.grpcHealth()
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		if isGRPC(request) {
			health.ServeHTTP(response, request)
			return
		}
		a.answer(response, slices.Contains(p.Health, request.URL.Path))
	})
}

func isGRPC(request *http.Request) bool {
	return request.ProtoMajor == 2 && strings.HasPrefix(request.Header.Get("Content-Type"), "application/grpc")
}

func (a *application) answer(response http.ResponseWriter, asksHealth bool) {
	header := response.Header()
	header.Set("X-Lab-Site", a.Site)
	header.Set("X-Lab-Host", a.Host)
	if a.failing.Load() {
		http.Error(response, "failing on request", http.StatusServiceUnavailable)
		return
	}
	if a.leaving.Load() {
		header.Set("Connection", "close")
		if asksHealth {
			http.Error(response, "leaving", http.StatusServiceUnavailable)
			return
		}
	}
	header.Set("Content-Type", "application/json")
	json.NewEncoder(response).Encode(answer{a.Identity, a.count.Add(1)})
}

func (a *application) grpcHealth() http.Handler {
	server := grpc.NewServer()
	registerHealth(server, a)
	return server
}
