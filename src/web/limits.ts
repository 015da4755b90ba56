// Limits of contract.md. Keys are keyed hashes: no address and no name is stored.
import type { Knex } from 'knex';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { TooMany } from '../errors';
import { keyedHash } from '../ids';
import type { Relay } from '../realtime/relay';

interface Limiter {
  consume(key: string, points?: number): Promise<RateLimiterRes>;
  get(key: string): Promise<RateLimiterRes | null>;
  reward(key: string, points?: number): Promise<RateLimiterRes>;
  delete(key: string): Promise<boolean>;
}

export interface Limit {
  /** Counts one and says how many it were; throws TooMany when the limit is passed. */
  count(...key: string[]): Promise<number>;
  /** Throws TooMany when the limit is used up already, counting nothing. */
  check(...key: string[]): Promise<void>;
  /** Takes one count back. */
  giveBack(...key: string[]): Promise<void>;
  /** Begins anew for this key. */
  forget(...key: string[]): Promise<void>;
}

export interface Limits {
  wrongPasswords: Limit;
  recoveries: Limit;
  signUps: Limit;
  handshakes: Limit;
  messages: Limit;
  /** Requests for help, by team: asking wakes every expert. */
  helpRequests: Limit;
  /** Links that confirm an address: by address. */
  confirmations: Limit;
  /** Addresses a person gives, and those they invite by mail: nobody writes to strangers through us. */
  addresses: Limit;
  invitations: Limit;
  reports: Limit;
  anonymousReports: Limit;
  /** People a captain invites by their account, and teams they offer to become one with: by captain, whatever team. */
  personalInvitations: Limit;
  /** Wrong short codes: of one account, of all accounts at one address, of visitors at one, of all visitors. */
  codesOfAccount: Limit;
  codesOfAccounts: Limit;
  codesOfAddress: Limit;
  codesOfVisitors: Limit;
  /** Public pages of certificates, by address; certificates a person asks us to keep. */
  checks: Limit;
  certificates: Limit;
}

interface Setting {
  db: Knex;
  secret: string;
  /** Multiplies every limit; 1 but in trials. */
  factor: number;
  relay?: Relay | undefined;
}

export function createLimits({ db, secret, factor, relay }: Setting): Limits {
  const memory = (points: number, duration: number) =>
    new RateLimiterMemory({ points: points * factor, duration });
  // Wrong passwords outlive a restart; without the database the memory of this process still counts.
  const kept = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterPostgres({
      storeClient: db,
      storeType: 'knex',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points: points * factor,
      duration,
      insuranceLimiter: memory(points, duration),
    });
  // One count for all processes; each has its own while Redis is away.
  const shared = (keyPrefix: string, points: number, duration: number) =>
    relay
      ? new RateLimiterRedis({
          storeClient: relay.counters,
          useRedisPackage: true,
          rejectIfRedisNotReady: true,
          keyPrefix: `${relay.name}:${keyPrefix}`,
          points: points * factor,
          duration,
          insuranceLimiter: memory(points, duration),
        })
      : memory(points, duration);
  const limit = (purpose: string, limiter: Limiter & { points: number }): Limit => ({
    async count(...key) {
      try {
        return (await limiter.consume(keyedHash(secret, purpose, key.join('\0')))).consumedPoints;
      } catch (error) {
        if (error instanceof RateLimiterRes) throw new TooMany(error.msBeforeNext / 1000);
        throw error;
      }
    },
    async check(...key) {
      const spent = await limiter.get(keyedHash(secret, purpose, key.join('\0')));
      if (spent !== null && spent.consumedPoints >= limiter.points)
        throw new TooMany(spent.msBeforeNext / 1000);
    },
    async giveBack(...key) {
      await limiter.reward(keyedHash(secret, purpose, key.join('\0')));
    },
    async forget(...key) {
      await limiter.delete(keyedHash(secret, purpose, key.join('\0')));
    },
  });
  return {
    wrongPasswords: limit('wrong-password', kept('password', 10, 15 * 60)),
    recoveries: limit('recovery', kept('recovery', 10, 15 * 60)),
    signUps: limit('sign-up', shared('sign-up', 300, 60)),
    // Each process guards its own door: the handshakes of another cost it nothing.
    handshakes: limit('handshake', memory(1000, 60)),
    messages: limit('message', shared('message', 20, 10)),
    helpRequests: limit('help-request', shared('help-request', 10, 1800)),
    confirmations: limit('confirmation', kept('confirmation', 3, 3600)),
    addresses: limit('address', kept('address', 10, 3600)),
    invitations: limit('invitation', kept('invitation', 50, 3600)),
    reports: limit('report', shared('report', 60, 600)),
    anonymousReports: limit('anonymous-report', shared('anonymous-report', 10, 600)),
    personalInvitations: limit('personal-invitation', shared('personal-invitation', 30, 3600)),
    codesOfAccount: limit('code-account', shared('code-account', 10, 600)),
    codesOfAccounts: limit('code-accounts', shared('code-accounts', 300, 600)),
    codesOfAddress: limit('code-address', shared('code-address', 30, 600)),
    codesOfVisitors: limit('code-visitors', shared('code-visitors', 3000, 600)),
    checks: limit('check', shared('check', 120, 600)),
    certificates: limit('certificate', shared('certificate', 20, 3600)),
  };
}
