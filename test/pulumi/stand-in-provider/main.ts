import * as grpc from '@grpc/grpc-js';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import * as provider from '@pulumi/pulumi/proto/provider_pb';
import * as plugin from '@pulumi/pulumi/proto/plugin_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import type { PlainObject } from './cluster';
import { differences, replacing } from './differences';
import { nameOf, Objects } from './provider';

/**
 * The stand-in as a program: prints its port, then answers the engine. See README.md: it is test equipment.
 */
let configured: PlainObject = {};
const objects = new Objects(() => {
  const { kubeconfig } = configured;
  if (typeof kubeconfig !== 'string' || kubeconfig === '')
    throw new Error('configured Kubernetes cluster is unreachable: no kubeconfig');
  return kubeconfig;
});

/** A value that is secret comes in a wrapper with Pulumi's signature for secrets. */
const revealed = (value: any) => (value?.['4dabf18193072939515e22adb298388d'] === undefined ? value : value.value);
const plain = (struct: Struct | undefined) => struct?.toJavaScript() ?? {};
const struct = (value: PlainObject) => Struct.fromJavaScript(JSON.parse(JSON.stringify(value)));
const kindOf = {
  add: provider.PropertyDiff.Kind.ADD,
  delete: provider.PropertyDiff.Kind.DELETE,
  update: provider.PropertyDiff.Kind.UPDATE,
};

/** An RPC whose result is a message; an exception becomes an error that Pulumi shows. */
function answers(body: (request: any) => unknown) {
  return (call: { request: unknown }, callback: (error: object | null, answer?: unknown) => void) => {
    Promise.resolve()
      .then(() => body(call.request))
      .then(
        (answer) => callback(null, answer),
        (error: Error) => callback({ code: grpc.status.UNKNOWN, message: error.message }),
      );
  };
}

function difference(before: PlainObject, now: PlainObject): provider.DiffResponse {
  const [found, replaced] = [differences(before, now), replacing(before, now)];
  const answer = new provider.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
  answer.setChanges(found.length ? DIFF_SOME : DIFF_NONE);
  answer.setReplacesList(replaced);
  answer.setDeletebeforereplace(replaced.length > 0 && nameOf(before) === nameOf(now));
  answer.setDiffsList([...new Set(found.map(({ path }) => path.split(/[.[]/)[0] ?? path))]);
  answer.setHasdetaileddiff(true);
  for (const { path, kind } of found) {
    const detail = new provider.PropertyDiff();
    detail.setKind(kindOf[kind]);
    detail.setInputdiff(true);
    answer.getDetaileddiffMap().set(path, detail);
  }
  return answer;
}

const service = {
  handshake: answers(() => new provider.ProviderHandshakeResponse()),
  getPluginInfo: answers(() => {
    const info = new plugin.PluginInfo();
    info.setVersion('4.34.2');
    return info;
  }),
  checkConfig: answers((request: provider.CheckRequest) => {
    const answer = new provider.CheckResponse();
    answer.setInputs(request.getNews());
    return answer;
  }),
  diffConfig: answers((request: provider.DiffRequest) => {
    const [before, now] = [plain(request.getOldInputs() ?? request.getOlds()), plain(request.getNews())];
    const answer = difference({ metadata: {}, ...before }, { metadata: {}, ...now });
    answer.setReplacesList(before['clusterIdentifier'] === now['clusterIdentifier'] ? [] : ['clusterIdentifier']);
    return answer;
  }),
  configure: answers((request: provider.ConfigureRequest) => {
    configured = Object.fromEntries(Object.entries(plain(request.getArgs())).map(([key, value]) => [key, revealed(value)]));
    const answer = new provider.ConfigureResponse();
    answer.setSupportspreview(true);
    return answer;
  }),
  check: answers((request: provider.CheckRequest) => {
    const answer = new provider.CheckResponse();
    answer.setInputs(request.getNews());
    return answer;
  }),
  diff: answers((request: provider.DiffRequest) =>
    difference(plain(request.getOldInputs() ?? request.getOlds()), plain(request.getNews())),
  ),
  create: answers(async (request: provider.CreateRequest) => {
    const inputs = plain(request.getProperties());
    const answer = new provider.CreateResponse();
    answer.setProperties(struct(await objects.create(inputs, request.getPreview())));
    answer.setId(request.getPreview() ? '' : nameOf(inputs));
    return answer;
  }),
  update: answers(async (request: provider.UpdateRequest) => {
    const answer = new provider.UpdateResponse();
    answer.setProperties(struct(await objects.update(plain(request.getNews()), request.getPreview())));
    return answer;
  }),
  read: answers(async (request: provider.ReadRequest) => {
    const answer = new provider.ReadResponse();
    const inputs = plain(request.getInputs());
    const isImport = Object.keys(inputs).length === 0;
    const found = await objects.read(isImport ? imported(request) : inputs, isImport ? undefined : inputs);
    if (!found) return answer;
    answer.setId(request.getId());
    answer.setProperties(struct(found.live));
    answer.setInputs(struct(isImport ? declaredOf(found.live) : found.inputs));
    return answer;
  }),
  delete: answers(async (request: provider.DeleteRequest) => {
    await objects.delete(plain(request.getOldInputs() ?? request.getProperties()));
    return new Empty();
  }),
  cancel: answers(() => new Empty()),
};

/** What an import knows of an object: its type and its id. */
function imported(request: provider.ReadRequest): PlainObject {
  const [, version = '', kind] = request.getUrn().split('::')[2]?.split('$').at(-1)?.split(':') ?? [];
  const [name, namespace] = request.getId().split('/').reverse();
  return { apiVersion: version.replace(/^core\//, ''), kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}

/** The part of a live object that somebody might declare. */
function declaredOf({ apiVersion, kind, metadata, status: _, ...rest }: PlainObject): PlainObject {
  const { name, namespace, labels, annotations } = metadata;
  return { apiVersion, kind, metadata: { name, namespace, labels, annotations }, ...rest };
}

const server = new grpc.Server({ 'grpc.max_receive_message_length': 400 * 1024 * 1024 });
server.addService(ResourceProviderService, service);
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
