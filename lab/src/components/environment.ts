/** The variables of the environment that say where programs are. */
export interface ComponentEnvironment {
  /** A folder with ready programs under the names of the catalogue. What it lacks comes from the other places. */
  readonly ANYCAST_MEC_COMPONENTS?: string | undefined;
  /** The folder of envtest (sigs.k8s.io/controller-runtime): etcd, kube-apiserver, kubectl. */
  readonly KUBEBUILDER_ASSETS?: string | undefined;
  /** Where a user's caches are (XDG Base Directory Specification). @default ~/.cache */
  readonly XDG_CACHE_HOME?: string | undefined;
  readonly HOME?: string | undefined;
  readonly PATH?: string | undefined;
}
