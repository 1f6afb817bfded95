package main

import (
	"encoding/json"
	"net/http"
	"sync/atomic"
	"time"
)

type webServer struct {
	settings
	// Whether every answer is a failure; connections stay as they are.
	failing atomic.Bool
	// Whether it was told to end: it still serves, is not healthy any more, and lets connections go that are kept alive.
	leaving atomic.Bool
	count   atomic.Uint64
}

func newWebServer(s settings) *webServer {
	return &webServer{settings: s}
}

func (w *webServer) server() *http.Server {
	return &http.Server{Handler: w, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 5 * time.Minute}
}

// What a client reads.
type answer struct {
	Site  string `json:"site"`
	Host  string `json:"host"`
	Pod   string `json:"pod"`
	Count uint64 `json:"count"`
}

func (w *webServer) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	header := response.Header()
	header.Set("X-Lab-Site", w.site)
	header.Set("X-Lab-Host", w.host)
	if w.failing.Load() {
		http.Error(response, "failing on request", http.StatusServiceUnavailable)
		return
	}
	if w.leaving.Load() {
		header.Set("Connection", "close")
		if w.healthPath != "" && request.URL.Path == w.healthPath {
			http.Error(response, "leaving", http.StatusServiceUnavailable)
			return
		}
	}
	if w.healthPath != "" && request.URL.Path == w.healthPath {
		header.Set("Content-Type", "text/plain")
		response.Write([]byte("ok\n"))
		return
	}
	header.Set("Content-Type", "application/json")
	json.NewEncoder(response).Encode(answer{w.site, w.host, w.pod, w.count.Add(1)})
}
