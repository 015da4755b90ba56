// The server's log: one JSON object a line, with the reference of the request it belongs to. Errors are reduced
// to kind, code and place, because the words of a database error quote what people wrote.
import pino, { type DestinationStream, type Logger } from 'pino';
import { faultForLog } from './errors';
import { currentReference } from './trace';

export function createLog(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      serializers: { err: (value: unknown) => (value instanceof Error ? faultForLog(value) : value) },
      mixin: () => {
        const reference = currentReference();
        return reference === undefined ? {} : { reference };
      },
    },
    destination,
  );
}
