// Usage: node validate.mjs <schema file>, with a JSON object of guides by name on standard input.
// Prints a JSON object: by name, what the schema has against the guide; empty where it is valid.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
const validate = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }).compile(schema);
const guides = JSON.parse(readFileSync(0, "utf8"));
const verdicts = Object.entries(guides).map(([name, guide]) => {
  validate(guide);
  return [name, (validate.errors ?? []).map(error => `${error.instancePath || "/"} ${error.message}`)];
});
console.log(JSON.stringify(Object.fromEntries(verdicts)));
