// Where a test file runs: in the realm of its worker, as the application runs in that of its process, so that an
// error of Node or of the database is an Error in tests too.
const hooks = require('node:async_hooks');
const vm = require('node:vm');
const { ModuleMocker } = require('jest-mock');

// Jest compiles for the context of an environment; there is none of its own here. What was compiled for one file is
// called anew for the next: a module is what its function makes of a new `module`, so nothing but code is shared.
// What imports later does so through the loader of its own file.
const { compileFunction } = vm;
const compiled = new Map();
vm.compileFunction = (code, params, { parsingContext, ...options }) => {
  if (parsingContext !== globalThis) return compileFunction(code, params, { ...options, parsingContext });
  if (/\bimport\(/.test(code)) return compileFunction(code, params, options);
  const key = [options.filename, params, code].join('\0');
  if (!compiled.has(key)) compiled.set(key, compileFunction(code, params, options));
  return compiled.get(key);
};

// Each file loads our modules anew, with stores of their own for what an asynchronous call carries along. Node hands
// every store to every promise for as long as the realm lives, until the store is disabled.
const stores = new Set();
hooks.AsyncLocalStorage = class extends hooks.AsyncLocalStorage {
  constructor(...given) {
    super(...given);
    stores.add(this);
  }
};

class Environment {
  constructor() {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    // Jest puts its own into this realm, for each file.
    const { console, process } = globalThis;
    const { exit } = process;
    this.teardown = async () => {
      globalThis.console = console;
      process.exit = exit;
      for (const store of stores) store.disable();
      stores.clear();
    };
  }
  async setup() {}
  exportConditions() {
    return ['node', 'node-addons'];
  }
  getVmContext() {
    return globalThis;
  }
}
module.exports = Environment;
