module anycast-mec/lab/components/metallb

go 1.26

require go.universe.tf/metallb v0.16.1

tool (
	go.universe.tf/metallb/controller
	go.universe.tf/metallb/speaker
)
