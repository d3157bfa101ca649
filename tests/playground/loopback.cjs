// The playground has no option for the address it listens on and takes every interface: here it takes loopback only.
const { Server } = require('node:net');
const listen = Server.prototype.listen;
Server.prototype.listen = function (first, ...rest) {
  const port = typeof first === 'object' && first !== null ? first.port : first;
  if (!/^\d+$/.test(String(port))) return listen.call(this, first, ...rest);
  const options = typeof first === 'object' ? { ...first, host: '127.0.0.1' } : { port: Number(port), host: '127.0.0.1' };
  return listen.call(this, options, ...rest.filter(argument => typeof argument === 'function'));
};
