import { parentPort, workerData } from "node:worker_threads";
import { serve } from "./serve.js";

if (parentPort) await serve(parentPort, workerData);
