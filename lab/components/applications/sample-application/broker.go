package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/listeners"
	"github.com/mochi-mqtt/server/v2/packets"

	"anycast-mec/lab/components/applications/identity"
)

// An MQTT broker, which keeps who it is as a retained message.
type broker struct {
	*mqtt.Server
	ended chan struct{}
}

func listenMQTT(app *application, p port) (server, error) {
	listener, err := net.Listen("tcp", p.at())
	if err != nil {
		return nil, err
	}
	return newBroker(app, listener)
}

func listenMQTTS(app *application, p port) (server, error) {
	listener, err := listenTLS(p, identity.ALPN)
	if err != nil {
		return nil, err
	}
	return newBroker(app, listener)
}

func newBroker(app *application, listener net.Listener) (server, error) {
	own := mqtt.New(&mqtt.Options{InlineClient: true, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err := own.AddHook(&admission{app: app}, nil); err != nil {
		return nil, err
	}
	if err := own.AddListener(listeners.NewNet(listener.Addr().String(), listener)); err != nil {
		return nil, err
	}
	return broker{own, make(chan struct{})}, own.Publish(identity.Topic, app.Text(), true, 0)
}

func (b broker) serve() error {
	// It does not wait for its end.
	err := b.Server.Serve()
	if err == nil {
		<-b.ended
	}
	return err
}

func (b broker) stop(context.Context) {
	b.Close()
	close(b.ended)
}

// Lets everybody in and see everything; nobody while the application fails.
type admission struct {
	mqtt.HookBase
	app *application
}

func (*admission) ID() string { return "admission" }

func (*admission) Provides(hook byte) bool {
	return bytes.Contains([]byte{mqtt.OnConnectAuthenticate, mqtt.OnACLCheck}, []byte{hook})
}

func (a *admission) OnConnectAuthenticate(*mqtt.Client, packets.Packet) bool {
	return !a.app.failing.Load()
}

// Strangers may read, and change nothing.
func (*admission) OnACLCheck(_ *mqtt.Client, _ string, write bool) bool { return !write }
