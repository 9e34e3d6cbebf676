/** The device protocols the gateway speaks: four over TCP, two over HTTP. */
export const streamProtocolNames = ['laipac', 'megastek', 'r16h', 'watch'] as const;
export const httpProtocolNames = ['owntracks', 'osmand'] as const;
export const protocolNames = [...streamProtocolNames, ...httpProtocolNames] as const;
export type StreamProtocolName = (typeof streamProtocolNames)[number];
export type HttpProtocolName = (typeof httpProtocolNames)[number];
export type ProtocolName = (typeof protocolNames)[number];
