// Every setting the installation may be given, read once and typed. The only file that reads process.env.
// All faults are collected, so that one start names everything that has to be mended.
import path from 'node:path';

export interface Config {
  production: boolean;
  port: number;
  host: string;
  baseUrl?: string;
  trustProxy: number;
  databaseUrl?: string;
  dataDir: string;
  sessionSecret?: string;
  smtpUrl?: string;
  /** The sender of mails; no-reply at the host of the origin unless given. */
  mailFrom?: string;
  redisUrl?: string;
  demo: 'on' | 'off' | undefined;
  logLevel: string;
  /** Not given: no figures for Prometheus. */
  metricsPort: number | undefined;
  metricsHost: string;
  rateFactor: number;
  /** Who runs this installation, and how to reach them: shown on /about and /privacy. */
  operatorName?: string;
  operatorContact?: string;
}

export class ConfigFault extends Error {
  constructor(readonly faults: string[]) {
    super(`The settings need attention:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigFault';
  }
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const MIN_SECRET = 16;
const MIN_SECRET_VARIETY = 8;

export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Throws ConfigFault with all faults. An empty value counts as not given. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const given = (name: string) => env[name]?.trim() || undefined;

  const wholeNumber = (name: string, fallback: number, max: number) => {
    const value = given(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (/^\d+$/.test(value) && number <= max) return number;
    faults.push(`${name} must be a whole number from 0 to ${max}, not "${value}".`);
    return fallback;
  };
  const url = (name: string, protocols: string[]) => {
    const value = given(name);
    if (value === undefined) return undefined;
    if (protocols.some((protocol) => value.startsWith(`${protocol}://`)) && URL.canParse(value)) return value;
    faults.push(
      `${name} must be an address that starts with ${protocols.map((p) => `${p}://`).join(' or ')}.`,
    );
    return undefined;
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[]) => {
    const value = given(name);
    if (value === undefined || allowed.includes(value as T)) return value as T | undefined;
    faults.push(`${name} must be one of ${allowed.join(', ')}, not "${value}".`);
    return undefined;
  };

  const words = (name: string, most: number) => {
    const value = given(name);
    if (value === undefined || (value.length <= most && !/\p{Cc}/u.test(value))) return value;
    faults.push(`${name} must be one line of at most ${most} characters.`);
    return undefined;
  };

  const production = given('NODE_ENV') === 'production';
  const host = given('HOST') ?? '127.0.0.1';
  const config: Config = {
    production,
    port: wholeNumber('PORT', 3000, 65_535),
    host,
    baseUrl: origin(url('BASE_URL', ['http', 'https']), faults),
    trustProxy: wholeNumber('TRUST_PROXY', 0, 32),
    databaseUrl: databaseUrl(given('DATABASE_URL'), faults),
    dataDir: path.resolve(given('DATA_DIR') ?? 'data'),
    sessionSecret: given('SESSION_SECRET'),
    smtpUrl: url('SMTP_URL', ['smtp', 'smtps']),
    mailFrom: sender(given('MAIL_FROM'), faults),
    redisUrl: url('REDIS_URL', ['redis', 'rediss']),
    demo: oneOf('DEMO', ['on', 'off'] as const),
    metricsPort: given('METRICS_PORT') === undefined ? undefined : wholeNumber('METRICS_PORT', 0, 65_535),
    metricsHost: given('METRICS_HOST') ?? '127.0.0.1',
    logLevel: oneOf('LOG_LEVEL', LOG_LEVELS) ?? 'info',
    rateFactor: rateFactor(given('RATE_FACTOR'), host, faults),
    operatorName: words('OPERATOR_NAME', 120),
    operatorContact: contact(words('OPERATOR_CONTACT', 200), faults),
  };

  if (production) {
    for (const name of ['SESSION_SECRET', 'BASE_URL', 'DATABASE_URL']) {
      if (given(name) === undefined) faults.push(`${name} is missing. Production does not start without it.`);
    }
    const secret = config.sessionSecret;
    if (secret !== undefined && secret.length < MIN_SECRET) {
      faults.push(`SESSION_SECRET is too short: production needs at least ${MIN_SECRET} characters.`);
    } else if (secret !== undefined && new Set(secret).size < MIN_SECRET_VARIETY) {
      faults.push(
        `SESSION_SECRET is too plain: production needs at least ${MIN_SECRET_VARIETY} different characters.`,
      );
    }
  }
  if (faults.length > 0) throw new ConfigFault(faults);
  return config;
}

/** The settings of this process. */
export function configOfThisProcess(): Config {
  return readConfig(process.env);
}

function origin(value: string | undefined, faults: string[]): string | undefined {
  if (value === undefined) return undefined;
  const { pathname, search, hash, username, origin: exact } = new URL(value);
  if (pathname === '/' && !search && !hash && !username) return exact;
  faults.push('BASE_URL must be an origin only, such as https://lab.example.org, with no path after it.');
  return undefined;
}

/** An address of mail or web, or words such as a telephone number. */
function contact(value: string | undefined, faults: string[]): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\s)/i.exec(value ?? '')?.[1]?.toLowerCase();
  if (value === undefined || scheme === undefined) return value;
  const mail = scheme === 'mailto' && /^mailto:[^\s@?]+@[^\s@?]+$/i.test(value);
  if (mail || (/^https?$/.test(scheme) && URL.canParse(value))) return value;
  faults.push('OPERATOR_CONTACT must be mailto:somebody@example.org, an https:// address, or plain words.');
  return undefined;
}

function sender(value: string | undefined, faults: string[]): string | undefined {
  if (value === undefined || /^([^<>@\p{Cc}]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u.test(value))
    return value;
  faults.push('MAIL_FROM must be an address, such as Inquiry Lab <lab@example.org>.');
  return undefined;
}

function databaseUrl(value: string | undefined, faults: string[]): string | undefined {
  if (value === undefined) return undefined;
  if (!/^postgres(ql)?:\/\/./.test(value)) {
    faults.push('DATABASE_URL must start with postgres:// or postgresql://.');
  } else if (!isWhole(value)) {
    faults.push(
      'DATABASE_URL cannot be read as an address. In its user and password # / ? @ : % must be written ' +
        '%23 %2F %3F %40 %3A %25.',
    );
  } else return value;
  return undefined;
}

/** A reserved sign in the password ends the host before its time: the rest is no address, or holds the real @. */
function isWhole(databaseUrl: string): boolean {
  try {
    // As the driver reads it: no name of a host means a socket, and a % before no number is a %.
    const url = new URL(databaseUrl.replace('@/', '@socket/').replace(/%(?![0-9a-f]{2})/gi, '%25'));
    for (const part of [url.username, url.password, url.pathname]) decodeURIComponent(part);
    return !url.hash && !/@/.test(url.pathname) && !/^[^=&]*@/.test(url.search);
  } catch {
    return false;
  }
}

function rateFactor(value: string | undefined, host: string, faults: string[]): number {
  if (value === undefined) return 1;
  const factor = Number(value);
  if (!Number.isFinite(factor) || factor <= 0) {
    faults.push(`RATE_FACTOR must be a number above 0, not "${value}".`);
    return 1;
  }
  if (!isLoopback(host)) {
    faults.push(
      'RATE_FACTOR is for trials on this machine: it is only allowed when HOST is a loopback address.',
    );
  }
  return factor;
}
