package main

import (
	"context"

	"google.golang.org/grpc"
	health "google.golang.org/grpc/health/grpc_health_v1"
)

// Answers grpc.health.v1.Health/Check for a service of any name: the sample application stands for all.
type grpcHealth struct {
	health.UnimplementedHealthServer
	app *application
}

func registerHealth(server *grpc.Server, app *application) {
	health.RegisterHealthServer(server, grpcHealth{app: app})
}

func (g grpcHealth) Check(context.Context, *health.HealthCheckRequest) (*health.HealthCheckResponse, error) {
	if g.app.failing.Load() || g.app.leaving.Load() {
		return &health.HealthCheckResponse{Status: health.HealthCheckResponse_NOT_SERVING}, nil
	}
	return &health.HealthCheckResponse{Status: health.HealthCheckResponse_SERVING}, nil
}
