import { parentPort, workerData } from "node:worker_threads";
import { readSocket } from "./socket.js";

if (parentPort) readSocket(workerData, parentPort);
