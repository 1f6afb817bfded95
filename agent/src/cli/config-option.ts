/** Where FailoverAgent mounts the configuration. */
export const defaultConfigFile = '/etc/anycast-mec/agent.json';

/** The option that every command has. */
export const configOption = ['--config <file>', 'configuration file', defaultConfigFile] as const;
