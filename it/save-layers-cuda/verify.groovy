import groovy.json.JsonSlurper

def hecktor = new File(basedir, 'target/hecktor')
def image = new JsonSlurper().parse(new File(hecktor, 'task2/image.json'))
assert image.layers*.name == ['base', 'cuda', 'run-time image', 'dependencies', 'jar', 'resources']
assert image.gpu.findings.findAll { it.severity == 'warning' } == []: 'all that CUDA asks for is there'
def provider = image.gpu.libraries.find { it.path.endsWith('!ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so') }
assert provider.code.contains('sm_75 200')

def report = new JsonSlurper().parse(new File(hecktor, 'task2/test-run/report.json'))
assert report.verdict == 'pass'
def output = new File(hecktor, 'task2/test-run/input/output/rfs.json').text as double
assert Math.abs(output - 0.7310586) < 1e-5: 'the sigmoid of 1'

assert new File(hecktor, 'submission_task2.tar.gz').length() < 2L << 30
return true
