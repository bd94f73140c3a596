// Node's contenders. Run: node contenders.mjs NAME TEMPLATE DATA OUT COUNT WARM (see worker.py).
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [name, template, source, out, count, warm] = process.argv.slice(2);
const load = createRequire(path.join(process.env.BENCH_NODE, "x.js"));

// Each returns the function that makes one report, as the library's documentation has it.
const CONTENDERS = {
  "docxtemplater": () => {
    const Zip = load("pizzip");
    const Document = load("docxtemplater");
    return (data, file) => {
      const zip = new Zip(fs.readFileSync(template, "binary"));
      const document = new Document(zip, { paragraphLoop: true, linebreaks: true });
      document.render(data);
      const bytes = document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
      fs.writeFileSync(file, bytes);
    };
  },
  "easy-template-x": () => {
    const { TemplateHandler } = load("easy-template-x");
    return async (data, file) =>
      fs.writeFileSync(file, await new TemplateHandler().process(fs.readFileSync(template), data));
  },
  "carbone": () => {
    const carbone = load("carbone");
    return (data, file) => new Promise((done, fail) =>
      carbone.render(template, data, (error, bytes) => {
        if (error) return fail(error);
        fs.writeFileSync(file, bytes);
        done();
      }));
  },
};

const items = JSON.parse(fs.readFileSync(source, "utf-8"));
const render = CONTENDERS[name]();
let made = 0;
const next = () => {
  const file = path.join(out, `${String(made).padStart(6, "0")}.docx`);
  return render(items[made++ % items.length], file);
};
for (let n = 0; n < Number(warm); n++) await next();
const cpu = process.cpuUsage();
const start = process.hrtime.bigint();
for (let n = 0; n < Number(count); n++) await next();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const used = process.cpuUsage(cpu);
let peak = process.resourceUsage().maxRSS / 1024;
try {
  const status = fs.readFileSync("/proc/self/status", "utf-8");
  peak = Number(/VmHWM:\s*(\d+)/.exec(status)[1]) / 1024;
} catch { /* not Linux */ }
console.log(JSON.stringify({
  count: Number(count), seconds, cpu: (used.user + used.system) / 1e6, peak,
}));
process.exit(0);
