// What the other processes say of themselves: small facts under keys, said when they change. Nothing rests on it:
// whoever missed a part asks for all of it, and whoever is silent is forgotten. Alone, it says and knows nothing.
import type { Server } from 'socket.io';
import { randomText } from '../ids';
import type { Relay } from './relay';

export interface Peers {
  plug(io: Server): void;
  /** Says what is true here under a key; null: nothing any more. */
  say(key: string, fact: unknown): void;
  /** What the others said under a key, one each. */
  said(key: string): unknown[];
  /** Called with each key under which others said something else. */
  onSaid(told: (key: string) => void): void;
  close(): void;
}

type Message = { from: string } & (
  | { type: 'beat'; number: number }
  | { type: 'said'; number: number; key: string; fact: unknown }
  | { type: 'all'; number: number; facts: [string, unknown][] }
  | { type: 'ask'; of: string }
  | { type: 'bye' }
);

interface Peer {
  number: number;
  facts: Map<string, unknown>;
  heardAt: number;
  askedAt: number;
}

const BEAT_EVERY = 3_000;
const FORGOTTEN_AFTER = 10_000;
const ASK_AT_MOST_EVERY = 1_000;

export function createPeers(relay: Relay | undefined): Peers {
  const me = randomText(12);
  const own = new Map<string, unknown>();
  const peers = new Map<string, Peer>();
  let io: Server | undefined;
  let number = 0;
  let beats: NodeJS.Timeout | undefined;
  let told: (key: string) => void = () => undefined;

  const tell = (message: Message) => void io?.serverSideEmit('peer', message);

  function forget(id: string): void {
    const facts = peers.get(id)?.facts;
    peers.delete(id);
    for (const key of facts?.keys() ?? []) told(key);
  }

  function beat(): void {
    tell({ from: me, type: 'beat', number });
    for (const [id, { heardAt }] of peers) if (performance.now() - heardAt > FORGOTTEN_AFTER) forget(id);
  }

  function ask(id: string, peer: Peer): void {
    if (performance.now() - peer.askedAt < ASK_AT_MOST_EVERY) return;
    peer.askedAt = performance.now();
    tell({ from: me, type: 'ask', of: id });
  }

  function hear(message: Message): void {
    const { from } = message;
    const fresh = { number: -1, facts: new Map(), heardAt: 0, askedAt: Number.NEGATIVE_INFINITY };
    const peer: Peer = peers.get(from) ?? fresh;
    peers.set(from, peer);
    peer.heardAt = performance.now();
    if (message.type === 'beat') {
      if (message.number !== peer.number) ask(from, peer);
    } else if (message.type === 'said') {
      if (message.number !== peer.number + 1) return void ask(from, peer);
      peer.number = message.number;
      if (message.fact === null) peer.facts.delete(message.key);
      else peer.facts.set(message.key, message.fact);
      told(message.key);
    } else if (message.type === 'all') {
      const keys = new Set([...peer.facts.keys(), ...message.facts.map(([key]) => key)]);
      peer.number = message.number;
      peer.facts = new Map(message.facts);
      for (const key of keys) told(key);
    } else if (message.type === 'ask') {
      if (message.of === me) tell({ from: me, type: 'all', number, facts: [...own] });
    } else forget(from);
  }

  return {
    plug(server) {
      if (!relay) return;
      io = server;
      io.on('peer', hear);
      beats = setInterval(beat, BEAT_EVERY).unref();
      beat();
    },
    say(key, fact) {
      if (!io || JSON.stringify(own.get(key) ?? null) === JSON.stringify(fact)) return;
      if (fact === null) own.delete(key);
      else own.set(key, fact);
      number += 1;
      tell({ from: me, type: 'said', number, key, fact });
    },
    said: (key) => [...peers.values()].flatMap(({ facts }) => (facts.has(key) ? [facts.get(key)] : [])),
    onSaid(listener) {
      told = listener;
    },
    close() {
      clearInterval(beats);
      tell({ from: me, type: 'bye' });
      io = undefined;
    },
  };
}
