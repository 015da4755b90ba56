// How a test file loads modules: ours anew for each file, those of node_modules once for each worker.
const { default: Runtime } = require('jest-runtime');

const OURS = /^(\.|\/|node:|@jest\/)/;

class SharingRuntime extends Runtime {
  requireModuleOrMock(from, name) {
    return OURS.test(name) ? super.requireModuleOrMock(from, name) : require(name);
  }
}
module.exports = SharingRuntime;
