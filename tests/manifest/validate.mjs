// Usage: node validate.mjs, with a JSON object on standard input: by name, a manifest or a file of a language.
// Prints a JSON object: by name, what the schema that Microsoft ships for its version has against it; empty where it is valid.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const { AppManifestUtils } = require("@microsoft/app-manifest");
const schemas = join(dirname(require.resolve("@microsoft/app-manifest")), "json-schemas", "teams");
const verdicts = {};
for (const [name, file] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const [, version, kind] = /\/teams\/(v[0-9.]+)\/(MicrosoftTeams[A-Za-z.]*\.schema\.json)$/.exec(file.$schema);
  // One pattern in the schemas of languages has a bracket that is not escaped, which JavaScript does not take.
  const schema = readFileSync(join(schemas, version, kind), "utf8").replaceAll("\\\\b]", "\\\\b\\\\]");
  verdicts[name] = await AppManifestUtils.validateAgainstSchema(file, JSON.parse(schema));
}
console.log(JSON.stringify(verdicts));
