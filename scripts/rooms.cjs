/**
 * The rooms of each building, floor by floor from the ground: a room imports rooms of floors below, and none beside or above it. What stands
 * outside of any room (the entry of a building) may import all of them.
 */
module.exports = {
  lib: [
    ['contract'],
    ['clients', 'fleet'],
    ['availability', 'graph', 'metallb', 'routers'],
    ['constructs', 'practices'],
    ['synth', 'testing'],
    ['export', 'pulumi', 'rollout'],
    ['cli'],
  ],
  'lib/fleet': [
    ['addresses', 'findings'],
    ['description'],
    ['model'],
    ['derive', 'redundancy', 'sessions'],
    ['budget', 'readings', 'routing'],
    ['rules'],
  ],
  'agent/src': [
    ['state'],
    ['guards'],
    ['health'],
    ['kubernetes'],
    ['actuators', 'sites', 'telling'],
    ['service'],
    ['runtime'],
    ['cli'],
  ],
  'lab/src': [
    ['usage'],
    ['components', 'network'],
    ['images', 'machine', 'probes', 'routers'],
    ['application', 'services', 'statistics'],
    ['model'],
    ['expectations', 'timeline'],
    ['clusters', 'hosts'],
    ['faults'],
    ['measure'],
    ['attacks', 'experiments', 'report'],
    ['availability', 'keeper'],
    ['guest'],
    ['cli'],
  ],
};
