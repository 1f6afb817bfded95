package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"

	"github.com/quic-go/quic-go/http3"

	"anycast-mec/lab/components/applications/identity"
)

// Longest answer that is read, octets: it is a line of JSON.
const longestAnswer = 10_000

// The lab's certificates are signed by nobody: that a handshake is done is what is asked.
func trusting() *tls.Config { return &tls.Config{InsecureSkipVerify: true} }

func askHTTP(limit context.Context, asked question) (identity.Identity, error) {
	return askWeb(limit, "http", asked, &http.Transport{DisableKeepAlives: true})
}

func askHTTPS(limit context.Context, asked question) (identity.Identity, error) {
	return askWeb(limit, "https", asked, &http.Transport{DisableKeepAlives: true, TLSClientConfig: trusting()})
}

func askHTTP3(limit context.Context, asked question) (identity.Identity, error) {
	transport := &http3.Transport{TLSClientConfig: trusting()}
	defer transport.Close()
	return askWeb(limit, "https", asked, transport)
}

func askWeb(limit context.Context, scheme string, asked question, transport http.RoundTripper) (identity.Identity, error) {
	request, err := http.NewRequestWithContext(limit, http.MethodGet, scheme+"://"+asked.target()+identity.Path, nil)
	if err != nil {
		return identity.Identity{}, err
	}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return identity.Identity{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, longestAnswer))
	if err != nil {
		return identity.Identity{}, err
	}
	if response.StatusCode >= http.StatusInternalServerError {
		return identity.Identity{}, fmt.Errorf("%w: %s", errServer, response.Status)
	}
	return identity.Read(body)
}
