// Package identity is what the sample application says of itself in every protocol, and where the sample client asks for it.
package identity

import (
	"encoding/json"
	"errors"

	"github.com/miekg/dns"
)

const (
	// Topic holds the identity as a retained message (MQTT).
	Topic = "anycast-mec/who"
	// Name holds the identity as TXT (DNS); RFC 6761 keeps `invalid` out of the real DNS.
	Name = "who.anycast-mec.invalid."
	// Path answers with the identity (HTTP).
	Path = "/lab"
	// ALPN of MQTT over TLS (IANA, TLS Application-Layer Protocol Negotiation Protocol IDs).
	ALPN = "mqtt"
)

// Identity says who answers.
type Identity struct {
	Site string `json:"site"`
	Host string `json:"host"`
	Pod  string `json:"pod"`
}

// Read takes an identity from its JSON.
func Read(text []byte) (Identity, error) {
	var read Identity
	if err := json.Unmarshal(text, &read); err != nil {
		return read, err
	}
	if read.Site == "" || read.Host == "" {
		return read, errors.New("the answer does not say who gave it")
	}
	return read, nil
}

// Text is the identity as JSON.
func (i Identity) Text() []byte {
	text, _ := json.Marshal(i) // strings alone: it cannot fail
	return text
}

// TXT is the identity as a resource record, a string for each field: each holds 255 octets (RFC 1035, section 3.3.14).
func (i Identity) TXT(header dns.RR_Header) *dns.TXT {
	return &dns.TXT{Hdr: header, Txt: []string{i.Site, i.Host, i.Pod}}
}

// OfTXT takes an identity from its resource record.
func OfTXT(record *dns.TXT) (Identity, error) {
	if len(record.Txt) != 3 {
		return Identity{}, errors.New("the record does not say who answered")
	}
	return Identity{Site: record.Txt[0], Host: record.Txt[1], Pod: record.Txt[2]}, nil
}
