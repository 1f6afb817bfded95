package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/miekg/dns"

	"anycast-mec/lab/components/applications/identity"
)

// Asks a name server once; what a resolver does about a lost datagram is not part of it.
func askNames(limit context.Context, asked question) (identity.Identity, error) {
	client := &dns.Client{Net: strings.ToLower(asked.Protocol)}
	query := new(dns.Msg).SetQuestion(identity.Name, dns.TypeTXT)
	reply, _, err := client.ExchangeContext(limit, query, asked.target())
	if err != nil {
		return identity.Identity{}, err
	}
	if reply.Rcode != dns.RcodeSuccess {
		return identity.Identity{}, fmt.Errorf("%w: %s", errServer, dns.RcodeToString[reply.Rcode])
	}
	for _, record := range reply.Answer {
		if text, ok := record.(*dns.TXT); ok {
			return identity.OfTXT(text)
		}
	}
	return identity.Identity{}, errors.New("the answer has no TXT")
}
