package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"time"

	"github.com/eclipse/paho.golang/packets"
	"github.com/eclipse/paho.golang/paho"

	"anycast-mec/lab/components/applications/identity"
)

func askMQTT(limit context.Context, asked question) (identity.Identity, error) {
	connection, err := new(net.Dialer).DialContext(limit, "tcp", asked.target())
	if err != nil {
		return identity.Identity{}, err
	}
	return session(limit, connection)
}

func askMQTTS(limit context.Context, asked question) (identity.Identity, error) {
	config := trusting()
	config.NextProtos = []string{identity.ALPN}
	connection, err := (&tls.Dialer{Config: config}).DialContext(limit, "tcp", asked.target())
	if err != nil {
		return identity.Identity{}, err
	}
	return session(limit, connection)
}

// A session with the broker, which gives its retained message as soon as it is subscribed to.
func session(limit context.Context, connection net.Conn) (identity.Identity, error) {
	defer connection.Close()
	told := make(chan []byte, 1)
	failed := make(chan error, 1)
	fail := func(err error) {
		select {
		case failed <- err:
		default: // the first one is the cause
		}
	}
	client := paho.NewClient(paho.ClientConfig{
		Conn:          connection,
		PacketTimeout: timeLeft(limit),
		OnClientError: fail,
		OnServerDisconnect: func(message *paho.Disconnect) {
			fail(fmt.Errorf("%w: disconnected with %#x", errServer, message.ReasonCode))
		},
		OnPublishReceived: []func(paho.PublishReceived) (bool, error){func(message paho.PublishReceived) (bool, error) {
			select {
			case told <- message.Packet.Payload:
			default:
			}
			return true, nil
		}},
	})
	admitted, err := client.Connect(limit, &paho.Connect{CleanStart: true, KeepAlive: 0})
	if admitted != nil && admitted.ReasonCode >= packets.ConnackUnspecifiedError {
		return identity.Identity{}, fmt.Errorf("%w: CONNACK %#x", errServer, admitted.ReasonCode)
	}
	if err != nil {
		return identity.Identity{}, within(limit, err)
	}
	defer client.Disconnect(&paho.Disconnect{})
	if _, err := client.Subscribe(limit, &paho.Subscribe{Subscriptions: []paho.SubscribeOptions{{Topic: identity.Topic}}}); err != nil {
		return identity.Identity{}, within(limit, err)
	}
	select {
	case text := <-told:
		return identity.Read(text)
	case err := <-failed:
		return identity.Identity{}, err
	case <-limit.Done():
		return identity.Identity{}, limit.Err()
	}
}

// An error of the client, or the end of the time that it had.
func within(limit context.Context, err error) error {
	if limit.Err() != nil {
		return limit.Err()
	}
	return err
}

func timeLeft(limit context.Context) time.Duration {
	end, _ := limit.Deadline()
	return time.Until(end)
}
